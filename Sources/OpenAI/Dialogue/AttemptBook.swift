package import VoiceCore

/// Which verdicts of the model count: each request of the caller is judged once, by the number that is next (property 6).
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

  private enum Turn: Equatable, Sendable {
    /// Nothing waits for a verdict.
    case none
    case open(isAnswered: Bool)
  }

  private var lastNumber: Int
  private var lastVerdict: Verdict?
  private var turn = Turn.none
  /// At most one new request a turn.
  private var mayJudge = false
  private var callerSpokeSince = false

  /// A book that goes on after so many requests.
  package init(attemptsSoFar: Int) { lastNumber = max(attemptsSoFar, 0) }

  /// The number of the next request.
  package var next: Int { lastNumber + 1 }

  /// Whether the caller's turn was answered in words, and no verdict came with them.
  package var lacksVerdict: Bool { turn == .open(isAnswered: true) }

  /// The caller has said or keyed something. The answer is the former request, if it is served for want of a verdict.
  package mutating func callerHadTurn() -> Attempt.ID? {
    let former = lacksVerdict ? assumeServed() : nil
    turn = .open(isAnswered: false)
    mayJudge = true
    callerSpokeSince = true
    return former
  }

  /// The caller's turn was answered in words.
  package mutating func answered() {
    if case .open = turn { turn = .open(isAnswered: true) }
  }

  /// The caller's turn was small talk.
  package mutating func wasNoRequest() { turn = .none }

  /// The model judges.
  package mutating func report(_ number: Int, _ verdict: Verdict) -> Ruling {
    if number == lastNumber, lastNumber > 0 { return again(verdict) }
    guard number == next else { return .wrongNumber }
    guard mayJudge else { return .noNewRequest }
    return .judged(judge(verdict), verdict)
  }

  /// No verdict came: the request counts as served. `nil` when there is none.
  package mutating func assumeServed() -> Attempt.ID? {
    guard lacksVerdict, mayJudge else { return nil }
    return judge(.served)
  }

  private mutating func judge(_ verdict: Verdict) -> Attempt.ID {
    lastNumber += 1
    lastVerdict = verdict
    turn = .none
    mayJudge = false
    callerSpokeSince = false
    return Attempt.ID(lastNumber)
  }

  private mutating func again(_ verdict: Verdict) -> Ruling {
    guard verdict == .failed, lastVerdict == .served, callerSpokeSince else { return .alreadyJudged }
    lastVerdict = .failed
    turn = .none
    return .didNotHelp
  }
}
