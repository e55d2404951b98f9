import Synchronization
public import VoiceCore

/// The carrier, as far as it is asked.
public final class RecordingTelephony: Telephony {
  private let asked = Mutex<[String]>([])

  /// A carrier that was asked nothing.
  public init() {}

  /// The legs that it was to hang up, in order.
  public var hungUp: [String] { asked.withLock { $0 } }

  public func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { asked.withLock { $0.append(leg.text) } }
}
