internal import Synchronization

/// The calls that the REST endpoint knows: the running ones and the latest that ended.
final class CallDirectory: Sendable {
  /// Ended calls remembered.
  static let maximumEnded = 10_000

  enum Status: String { case ringing, inProgress = "in-progress", completed }

  /// How many orders for calls it remembers.
  static let maximumOrdered = 1000

  struct Entry {
    let identity: CallIdentity
    let line: CallLine
    let clock: CallClock
    /// The line is that of the call which has dialled this leg, and is joined with it.
    let isHeld: Bool
    var status: Status
    /// What it came to, in the carrier's words; `nil` while it runs, and for `completed`.
    var result: DialledLeg.Result?
    /// In seconds since 1970.
    let createdAt: Int
  }

  private struct State {
    var calls: [String: Entry] = [:]
    var ended: [String] = []
    var refusals = 0
    var losses = 0
    /// The calls that were asked for over REST, the oldest first.
    var ordered: [String] = []
  }

  private let state = Mutex(State())

  @discardableResult
  func began(_ identity: CallIdentity, line: CallLine, clock: CallClock, isHeld: Bool = false) -> Entry {
    let entry = Entry(
      identity: identity, line: line, clock: clock, isHeld: isHeld, status: isHeld ? .inProgress : .ringing,
      createdAt: CarrierTime.now)
    state.withLock {
      $0.calls[identity.callSid] = entry
      guard identity.direction == .outbound else { return }
      $0.ordered.append(identity.callSid)
      if $0.ordered.count > Self.maximumOrdered { $0.ordered.removeFirst() }
    }
    return entry
  }

  func answered(_ callSid: String) {
    state.withLock { if $0.calls[callSid]?.status == .ringing { $0.calls[callSid]?.status = .inProgress } }
  }

  func ended(_ callSid: String, _ ending: CallEnding) {
    state.withLock { state in
      if case .notPickedUp(let result) = ending { state.calls[callSid]?.result = result }
      state.calls[callSid]?.status = .completed
      state.ended.append(callSid)
      // In one piece now and then: dropping the first of an array moves all the others.
      guard state.ended.count > 2 * Self.maximumEnded else { return }
      for sid in state.ended.prefix(Self.maximumEnded) { state.calls[sid] = nil }
      state.ended.removeFirst(Self.maximumEnded)
    }
  }

  subscript(callSid: String) -> Entry? { state.withLock { $0.calls[callSid] } }

  /// Answers so many requests with 429.
  func refuse(next count: Int) { state.withLock { $0.refusals = count } }

  /// Whether this request is one to refuse.
  func takeRefusal() -> Bool {
    state.withLock { state in
      guard state.refusals > 0 else { return false }
      state.refusals -= 1
      return true
    }
  }

  /// Carries out so many orders for calls and loses the answer.
  func loseAnswers(next count: Int) { state.withLock { $0.losses = count } }

  /// Whether this order is one whose answer is lost.
  func takeLoss() -> Bool {
    state.withLock { state in
      guard state.losses > 0 else { return false }
      state.losses -= 1
      return true
    }
  }

  /// The calls that were asked for over REST between these numbers, the newest first.
  func ordered(from: String, to: String) -> [Entry] {
    state.withLock { state in
      state.ordered.reversed().compactMap { state.calls[$0] }.filter {
        $0.identity.from == from && $0.identity.to == to
      }
    }
  }

  /// How many calls are running.
  var runningCount: Int { state.withLock { $0.calls.values.count { $0.status != .completed } } }
}

extension CallDirectory.Entry {
  /// Breaks into the leg, wherever it is.
  func interrupt(_ order: LineInterrupt.Order) {
    switch order {
    case _ where isHeld: line.interrupt(.leg(identity.callSid, order))
    case .completed: line.interrupt(.completed)
    case .redirected(let redirection): line.interrupt(.redirected(redirection))
    }
  }
}
