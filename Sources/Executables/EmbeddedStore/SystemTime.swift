import Foundation
public import VoiceCore

/// The machine's clock, as UTC.
public struct SystemTime: TimeSource {
  /// The one clock that there is.
  public init() {}

  /// See `TimeSource`.
  public func now() -> Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

  /// See `TimeSource`.
  public func sleep(for span: Duration) async throws { try await Task.sleep(for: span) }
}
