package import NIOCore
public import WebSockets

/// The bounds of a media stream.
public enum MediaStreamLimits {
  /// The longest audio of one message: five seconds. The carrier sends twenty milliseconds.
  package static let maximumAudioBytes = 40_000
  /// How long a stream may take to begin.
  package static let startTimeout: TimeAmount = .seconds(10)
  /// What may wait to be sent until the stream has begun: messages.
  package static let maximumWaitingMessages = 512
  /// The longest one-time token: what a stream parameter can carry.
  package static let maximumTokenBytes = 499
  /// The longest name of a stream.
  package static let maximumStreamNameBytes = 64

  /// The WebSocket's own bounds: messages of 128 KiB, a draining server leaves the streams to the reception.
  public static let socket = WebSocketLimits(maximumMessageBytes: 128 << 10)
  /// Keys that wait for somebody to listen; the longest extension has ten. More are dropped.
  package static let maximumEarlyKeys = 32
}
