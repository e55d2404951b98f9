import Synchronization
public import VoiceCore

/// The simulated world's time: it stands still while something happens, and jumps to what happens next.
public final class WorldTime: TimeSource {
  private let moment: Mutex<Timestamp>

  /// Time that begins at this moment.
  public init(startingAt moment: Timestamp) { self.moment = Mutex(moment) }

  public func now() -> Timestamp { moment.withLock { $0 } }

  /// Nobody waits in the simulated world: what comes later is planned.
  /// - Throws: `CancellationError`, always.
  public func sleep(for span: Duration) async throws { throw CancellationError() }

  func jump(to next: Timestamp) { moment.withLock { $0 = max($0, next) } }
}
