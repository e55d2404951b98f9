import Synchronization
public import VoiceCore

/// Whether the other nodes see that this one lives. One that they don't see for long is taken for dead, and its calls are
/// taken from it: then it had better take none.
public final class PresenceSign: Sendable {
  private let time: any TimeSource
  private let tolerance: Duration
  /// Since when it isn't shown; `nil` while it is.
  private let hiddenSince: Mutex<Timestamp?>

  /// Of a node that begins now. For the tolerance, less than the others' grace, it counts as seen while it isn't.
  public init(time: any TimeSource, tolerance: Duration) {
    self.time = time
    self.tolerance = tolerance
    hiddenSince = Mutex(time.now())
  }

  /// Whether the others see it, or haven't missed it yet.
  public var isSeen: Bool {
    let now = time.now()
    return hiddenSince.withLock { $0.map { now < $0 + tolerance } ?? true }
  }

  func shown() { hiddenSince.withLock { $0 = nil } }

  func hidden() {
    let now = time.now()
    hiddenSince.withLock { $0 = now }
  }
}
