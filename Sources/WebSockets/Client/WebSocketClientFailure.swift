/// Why no WebSocket came about.
public enum WebSocketClientFailure: Error, Equatable, Sendable {
  /// Not an absolute `ws:` or `wss:` URL. Trying again is pointless.
  case invalidURL
  /// `ws:` to another machine: it would send tokens and voices in the clear. Trying again is pointless.
  case insecure
  /// A header field or subprotocol that cannot be sent. Trying again is pointless.
  case invalidHeaders
  /// The server answered with this status instead; `body` is its reply, cut to
  /// `WebSocketClient.maximumRefusalBodyBytes`, and not ours to log. Trying again may help for 5xx and 429.
  case refused(status: Int, body: [UInt8])
  /// `WebSocketLimits.handshakeTimeout` passed. Trying again may help.
  case timedOut
  /// The TLS handshake failed: a certificate that doesn't hold, no common version. Trying again rarely helps.
  case tls
  /// No connection: `errno` of the last attempt, `nil` when the name was not found or the cause is unknown. Trying again
  /// may help.
  case connectionFailed(errno: Int32?)
  /// The server's reply is not a WebSocket handshake. Trying again is pointless.
  case badHandshake(HandshakeFault)
  /// The task that asked was cancelled.
  case cancelled

  /// What is wrong with a server's part of the opening handshake. Source: RFC 6455, section 4.1.
  public enum HandshakeFault: String, Equatable, Sendable {
    case connectionClosed = "connection closed before the reply"
    case malformedReply = "reply is malformed or its header is too large"
    case upgradeMissing = "reply lacks Upgrade: websocket"
    case wrongAccept = "Sec-WebSocket-Accept is wrong"
    case unofferedSubprotocol = "subprotocol was not offered"
    case unofferedExtension = "extension was not offered"
  }
}

extension WebSocketClientFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidURL: "invalid WebSocket URL"
    case .insecure: "ws:// is for loopback only"
    case .invalidHeaders: "invalid handshake headers"
    case .refused(let status, _): "refused with status \(status)"
    case .timedOut: "handshake timed out"
    case .tls: "TLS failed"
    case .connectionFailed(let errno): errno.map { "connection failed (errno \($0))" } ?? "connection failed"
    case .badHandshake(let fault): fault.rawValue
    case .cancelled: "cancelled"
    }
  }
}
