import Foundation
import VoiceCore

/// The machine's clock, as UTC.
struct SystemTime: TimeSource {
  func now() -> Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

  func sleep(for span: Duration) async throws { try await Task.sleep(for: span) }
}
