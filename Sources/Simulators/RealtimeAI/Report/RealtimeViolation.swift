/// Something that a client did against the protocol.
public struct RealtimeViolation: Equatable, Sendable {
  /// The error's code as the client was told.
  public let code: String
  public let message: String
  /// The type of the client's event; empty for none.
  public let eventType: String

  /// Codes that a correct client can't always avoid, since events cross on the wire.
  public static let benignCodes: Set<String> = [
    "response_cancel_not_active", "conversation_already_has_active_response",
  ]

  /// Whether a correct client may do this once in a while.
  public var isBenign: Bool { Self.benignCodes.contains(code) }
}
