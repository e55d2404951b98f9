import Synchronization
public import VoiceCore

/// A clock that stands still until it is told otherwise; only every look moves it on by one microsecond, so that moments
/// differ. Sleepers wake when `advance` passes their time, the earliest first.
public final class ManualTime: TimeSource {
  private struct Sleeper {
    let number: Int
    let until: Timestamp
    let wake: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Timestamp
    var sleepers: [Sleeper] = []
    var nextNumber = 0
    /// Sleepers that were cancelled before they lay down.
    var cancelled: Set<Int> = []
    var waitingForSleepers: [(count: Int, wake: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  /// A clock that begins at this moment (2026-01-01 unless said otherwise).
  public init(startingAt moment: Timestamp = Timestamp(microseconds: 1_767_225_600_000_000)) {
    state = Mutex(State(now: moment))
  }

  public func now() -> Timestamp {
    state.withLock {
      $0.now = $0.now + .microseconds(1)
      return $0.now
    }
  }

  /// Lets that much time pass.
  public func advance(by span: Duration) {
    let woken = state.withLock { state in
      state.now = state.now + span
      let due = state.sleepers.filter { $0.until <= state.now }.sorted { ($0.until, $0.number) < ($1.until, $1.number) }
      state.sleepers.removeAll { $0.until <= state.now }
      return due
    }
    for sleeper in woken { sleeper.wake.resume() }
  }

  /// Returns once at least so many are asleep.
  public func waitForSleepers(_ count: Int) async {
    await withCheckedContinuation { wake in
      let isReady = state.withLock { state in
        if state.sleepers.count >= count { return true }
        state.waitingForSleepers.append((count, wake))
        return false
      }
      if isReady { wake.resume() }
    }
  }

  public func sleep(for span: Duration) async throws {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (wake: CheckedContinuation<Void, any Error>) in
        lieDown(number, for: span, wake)
      }
    } onCancel: {
      rouse(number)
    }
  }

  private func lieDown(_ number: Int, for span: Duration, _ wake: CheckedContinuation<Void, any Error>) {
    let (isCancelled, ready) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
      if state.cancelled.remove(number) != nil { return (true, []) }
      state.sleepers.append(Sleeper(number: number, until: state.now + span, wake: wake))
      let ready = state.waitingForSleepers.filter { $0.count <= state.sleepers.count }.map(\.wake)
      state.waitingForSleepers.removeAll { $0.count <= state.sleepers.count }
      return (false, ready)
    }
    if isCancelled { wake.resume(throwing: CancellationError()) }
    for waiting in ready { waiting.resume() }
  }

  private func rouse(_ number: Int) {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
        state.cancelled.insert(number)
        return nil
      }
      return state.sleepers.remove(at: index)
    }
    sleeper?.wake.resume(throwing: CancellationError())
  }
}
