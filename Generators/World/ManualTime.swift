import Synchronization
public import VoiceCore

/// A clock that stands still until it is told otherwise: one second passes with every look, so that moments differ.
public final class ManualTime: TimeSource {
  private let moment: Mutex<Timestamp>

  /// A clock that begins at this moment.
  public init(startingAt moment: Timestamp = Timestamp(microseconds: 1_767_225_600_000_000)) {
    self.moment = Mutex(moment)
  }

  public func now() -> Timestamp {
    moment.withLock {
      $0 = $0 + .seconds(1)
      return $0
    }
  }

  /// Lets that much time pass and returns at once.
  public func sleep(for span: Duration) async throws { moment.withLock { $0 = $0 + span } }
}
