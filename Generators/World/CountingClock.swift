import Synchronization
public import VoiceCore

/// A clock on which nobody really waits: sleeping moves it on at once, and is noted.
public final class CountingClock: TimeSource {
  private let state = Mutex<(now: Timestamp, pauses: [Duration])>((Timestamp(microseconds: 0), []))

  /// A clock that begins at the epoch.
  public init() {}

  /// How long was slept each time.
  public var pauses: [Duration] { state.withLock { $0.pauses } }

  public func now() -> Timestamp { state.withLock { $0.now } }

  /// Time passes while somebody works.
  public func pass(_ span: Duration) { state.withLock { $0.now = $0.now + span } }

  public func sleep(for span: Duration) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.now = state.now + span
      state.pauses.append(span)
    }
  }
}
