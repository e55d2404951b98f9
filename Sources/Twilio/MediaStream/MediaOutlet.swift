internal import MediaBridge
internal import NIOCore

/// What goes out on a stream: waits until the stream has a name, then passes straight through.
struct MediaOutlet {
  /// Something to send.
  enum Message {
    case media(AudioChunk)
    case mark(PlaybackMark)
    case clear
  }

  private var waiting: [Message] = []
  private var frames: MediaStreamFrames?

  /// The bytes to send now; `nil` while they have to wait.
  mutating func take(_ message: Message) throws(TooMuchWaits) -> ByteBuffer? {
    if let frames { return Self.bytes(of: message, by: frames) }
    guard waiting.count < MediaStreamLimits.maximumWaitingMessages else { throw TooMuchWaits() }
    waiting.append(message)
    return nil
  }

  /// The stream has its name; what waited goes out in its order.
  mutating func open(streamSID: String) -> [ByteBuffer] {
    let frames = MediaStreamFrames(streamSID: streamSID)
    self.frames = frames
    defer { waiting = [] }
    return waiting.map { Self.bytes(of: $0, by: frames) }
  }

  /// More waits than may.
  struct TooMuchWaits: Error {}

  private static func bytes(of message: Message, by frames: MediaStreamFrames) -> ByteBuffer {
    switch message {
    case .media(let chunk): frames.media(chunk)
    case .mark(let mark): frames.mark(mark)
    case .clear: frames.clear()
    }
  }
}
