/// Why a WebSocket closed, as a number that both sides understand. Source: RFC 6455, section 7.4 and the IANA registry.
public enum CloseCode: Equatable, Hashable, Sendable {
  case normal
  case goingAway
  case protocolError
  case unacceptableData
  /// The peer's close frame bore no code. Never sent as a number: closing with it sends an empty close frame.
  case noStatus
  /// The connection was lost without a closing handshake. Never sent.
  case abnormal
  case invalidPayload
  case policyViolation
  case messageTooBig
  case internalError
  case serviceRestart
  case tryAgainLater
  /// Any other code; `CloseCode(_:)` never makes one of these for a code that has a name above.
  case other(UInt16)

  /// The code with this number.
  public init(_ number: UInt16) {
    self = Self.named.first { $0.number == number } ?? .other(number)
  }

  /// The code as it stands in a close frame.
  public var number: UInt16 {
    switch self {
    case .normal: 1000
    case .goingAway: 1001
    case .protocolError: 1002
    case .unacceptableData: 1003
    case .noStatus: 1005
    case .abnormal: 1006
    case .invalidPayload: 1007
    case .policyViolation: 1008
    case .messageTooBig: 1009
    case .internalError: 1011
    case .serviceRestart: 1012
    case .tryAgainLater: 1013
    case .other(let number): number
    }
  }

  /// Whether a close frame may bear this code; 1004, 1005, 1006, 1015 and whatever is not assigned may not.
  package var mayTravel: Bool {
    switch number {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }

  private static let named: [CloseCode] = [
    .normal, .goingAway, .protocolError, .unacceptableData, .noStatus, .abnormal, .invalidPayload, .policyViolation,
    .messageTooBig, .internalError, .serviceRestart, .tryAgainLater,
  ]
}
