/// Why a carrier could not be started.
public enum CarrierFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The account SID is not `AC` and 32 hexadecimal digits.
  case invalidAccountSid
  /// The REST endpoint's port is taken, or loopback is not to be had.
  case apiUnavailable

  public var description: String {
    switch self {
    case .invalidAccountSid: "the account SID is not AC and 32 lower-case hexadecimal digits"
    case .apiUnavailable: "the REST endpoint's port cannot be bound"
    }
  }
}
