package import VoiceCore

/// Which verdicts of the model count: each request of the caller is judged once, by the number that is next
/// (property 6), and each turn of the caller holds one new request at most. A verdict belongs to the turn that its
/// response answers: one that comes late leaves the caller's present turn as it is.
package struct AttemptBook: Equatable, Sendable {
  /// What a report of the model is worth.
  package enum Ruling: Equatable, Sendable {
    case judged(Attempt.ID, Verdict)
    /// The last answer turns to failed.
    case didNotHelp
    case alreadyJudged
    /// The caller has asked for nothing since the last verdict.
    case noNewRequest
    case wrongNumber
  }

  private enum State: Equatable, Sendable {
    /// Nothing waits for a verdict.
    case none
    case open(isAnswered: Bool)
  }

  private var lastNumber: Int
  private var lastVerdict: Verdict?
  /// Counts the caller's turns; 0 before the first.
  package private(set) var turn = 0
  private var state = State.none
  private var lastJudgedTurn = 0

  /// A book that goes on after so many requests.
  package init(attemptsSoFar: Int) { lastNumber = max(attemptsSoFar, 0) }

  /// The number of the next request.
  package var next: Int { lastNumber + 1 }

  /// Whether the caller's turn was answered in words, and no verdict came with them.
  package var lacksVerdict: Bool { state == .open(isAnswered: true) }

  /// The caller has said or keyed something. The answer is the former request, if it gets this verdict for want of another.
  package mutating func callerHadTurn(assuming verdict: Verdict) -> Attempt.ID? {
    let former = assume(verdict)
    turn += 1
    state = .open(isAnswered: false)
    return former
  }

  /// The caller's turn was answered in words.
  package mutating func answered(_ turn: Int) {
    if turn == self.turn, case .open = state { state = .open(isAnswered: true) }
  }

  /// The caller's turn was small talk.
  package mutating func wasNoRequest(_ turn: Int) {
    if turn == self.turn { state = .none }
  }

  /// The model judges, in a response to this turn of the caller.
  package mutating func report(_ number: Int, _ verdict: Verdict, in turn: Int) -> Ruling {
    if number == lastNumber, lastNumber > 0 { return again(verdict, in: turn) }
    guard number == next else { return .wrongNumber }
    guard turn > lastJudgedTurn else { return .noNewRequest }
    return .judged(judge(verdict, in: turn), verdict)
  }

  /// No verdict came: the request gets this one. `nil` when there is none.
  package mutating func assume(_ verdict: Verdict) -> Attempt.ID? {
    guard lacksVerdict, turn > lastJudgedTurn else { return nil }
    return judge(verdict, in: turn)
  }

  /// What was told to be served in this turn, before the caller was answered, wasn't. `false` when nothing was.
  package mutating func takeBack(in turn: Int) -> Bool {
    guard turn > 0, turn == lastJudgedTurn, lastVerdict == .served else { return false }
    lastVerdict = .failed
    return true
  }

  private mutating func judge(_ verdict: Verdict, in turn: Int) -> Attempt.ID {
    lastNumber += 1
    lastVerdict = verdict
    lastJudgedTurn = turn
    if turn == self.turn { state = .none }
    return Attempt.ID(lastNumber)
  }

  /// Another word on the last request counts when it takes the praise back, and the caller has spoken since.
  private mutating func again(_ verdict: Verdict, in turn: Int) -> Ruling {
    guard verdict == .failed, lastVerdict == .served, self.turn > lastJudgedTurn else { return .alreadyJudged }
    lastVerdict = .failed
    if turn == self.turn { state = .none }
    return .didNotHelp
  }
}
