/// The bounds of one WebSocket; reaching one is a defined event, never a growing buffer.
public struct WebSocketLimits: Equatable, Sendable {
  /// Largest message in bytes, whole or in fragments; a larger one closes with 1009. 1 MiB.
  public var maximumMessageBytes: Int
  /// Largest single frame in bytes, at least 125 for control frames; a larger one closes with 1009 once its header is
  /// read. Never above `maximumMessageBytes`, which it is by default.
  public var maximumFrameBytes: Int
  /// Time between our pings; `nil` sends none (and so never finds a dead peer).
  public var pingInterval: Duration?
  /// Pings that may stay unanswered; when the next one falls due the peer is dead. With 2 and 15 s, after 45 s.
  public var missedPongsBeforeDead: Int
  /// How long a closing handshake may take before the connection is cut.
  public var closeTimeout: Duration
  /// How long the opening handshake may take: on the server the route's decision, on the client all of it.
  public var handshakeTimeout: Duration
  /// How long a socket may stay open after the server began to shut down; then it is closed with 1001.
  public var drainTimeout: Duration
  /// Bytes waiting to be sent above which `isWritable` is false; true again below half of it.
  public var highWaterMarkBytes: Int
  /// Bytes waiting to be sent above which the peer is cut off (`WebSocketFailure.peerNotReading`).
  public var maximumPendingOutboundBytes: Int

  /// The default bounds, each of which can be set.
  public init(
    maximumMessageBytes: Int = 1 << 20,
    maximumFrameBytes: Int? = nil,
    pingInterval: Duration? = .seconds(15),
    missedPongsBeforeDead: Int = 2,
    closeTimeout: Duration = .seconds(5),
    handshakeTimeout: Duration = .seconds(10),
    drainTimeout: Duration = .seconds(30),
    highWaterMarkBytes: Int = 64 << 10,
    maximumPendingOutboundBytes: Int = 4 << 20
  ) {
    self.maximumMessageBytes = maximumMessageBytes
    self.maximumFrameBytes = maximumFrameBytes ?? maximumMessageBytes
    self.pingInterval = pingInterval
    self.missedPongsBeforeDead = missedPongsBeforeDead
    self.closeTimeout = closeTimeout
    self.handshakeTimeout = handshakeTimeout
    self.drainTimeout = drainTimeout
    self.highWaterMarkBytes = highWaterMarkBytes
    self.maximumPendingOutboundBytes = maximumPendingOutboundBytes
  }

  /// Largest control frame payload in bytes. Source: RFC 6455, section 5.5.
  package static let controlFrameBytes = 125
}
