internal import Synchronization

/// The calls that the REST endpoint knows: the running ones and the latest that ended.
final class CallDirectory: Sendable {
  /// Ended calls remembered.
  static let maximumEnded = 10_000

  enum Status: String { case ringing, inProgress = "in-progress", completed }

  struct Entry {
    let identity: CallIdentity
    let line: CallLine
    let clock: CallClock
    var status: Status
  }

  private struct State {
    var calls: [String: Entry] = [:]
    var ended: [String] = []
    var refusals = 0
  }

  private let state = Mutex(State())

  func began(_ identity: CallIdentity, line: CallLine, clock: CallClock) {
    state.withLock {
      $0.calls[identity.callSid] = Entry(identity: identity, line: line, clock: clock, status: .ringing)
    }
  }

  func answered(_ callSid: String) {
    state.withLock { if $0.calls[callSid]?.status == .ringing { $0.calls[callSid]?.status = .inProgress } }
  }

  func ended(_ callSid: String) {
    state.withLock { state in
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

  /// How many calls are running.
  var runningCount: Int { state.withLock { $0.calls.values.count { $0.status != .completed } } }
}
