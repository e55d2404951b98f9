public import NIOCore
internal import VoiceCore
public import WebSockets

/// The bounds of the door for browsers and apps. Source: the outside contract.
public struct VoiceLimits: Sendable {
  /// How many bytes one piece of audio may have.
  public static let chunkBytes = 100...100_000
  /// The longest text message, in bytes.
  static let maximumTextBytes = 4096
  /// How many text messages may come within `wishTime`; the next one closes the socket.
  static let maximumWishes = 20
  static let wishTime: TimeAmount = .seconds(10)

  /// How many sessions one person may have on this node at a time.
  public var maximumSessionsOfUser = UserSessions<TokenDigest>.standardMaximum
  /// How long a session whose socket was cut waits for another.
  public var resumeTime: TimeAmount = .seconds(30)
  /// How long the floor waits for it; then the receptionist goes on.
  public var floorTime: TimeAmount = .seconds(3)

  /// The default bounds.
  public init() {}

  /// The WebSocket's own bounds; a message beyond them is closed without a name of ours. A draining server leaves the sockets to
  /// their calls.
  public static let socket = WebSocketLimits(maximumMessageBytes: 256 << 10, pingInterval: .seconds(15))
}
