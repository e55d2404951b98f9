import Synchronization
import VoiceCore

/// Stands still until it is put on. Who sleeps, sleeps until cancelled or until `isPassing` says that spans pass at once.
final class HandTime: TimeSource {
  private let moment = Mutex(Timestamp(microseconds: 1_767_693_600_000_000))
  private let isPassing: Bool

  init(isPassing: Bool = false) { self.isPassing = isPassing }

  func now() -> Timestamp { moment.withLock { $0 } }

  func pass(_ span: Duration) { moment.withLock { $0 = $0 + span } }

  func sleep(for span: Duration) async throws {
    if isPassing { return }
    try await Task.sleep(for: .seconds(86_400))
  }
}
