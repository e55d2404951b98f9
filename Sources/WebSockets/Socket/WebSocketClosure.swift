/// How a WebSocket ended.
public struct WebSocketClosure: Equatable, Sendable {
  /// One of the two ends of a connection.
  public enum Side: Equatable, Sendable { case local, peer }

  /// The code of whoever began the closing handshake; `abnormal` (1006) when it was not completed.
  public let code: CloseCode
  /// The text that went with the code, at most 123 bytes of UTF-8. Text of the peer is not ours to log.
  public let reason: String
  /// Who began; a connection that just went away counts as the peer's doing.
  public let began: Side
  /// What went wrong; `nil` for a closing handshake that one side asked for and both completed.
  public let failure: WebSocketFailure?

  /// A closure as a handler is told of it; public for tests of handlers.
  public init(code: CloseCode, reason: String = "", began: Side, failure: WebSocketFailure? = nil) {
    self.code = code
    self.reason = reason
    self.began = began
    self.failure = failure
  }
}
