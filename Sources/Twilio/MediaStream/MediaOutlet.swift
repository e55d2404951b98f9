internal import MediaBridge
internal import WebSockets

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

  /// The message to send now; `nil` while they have to wait.
  mutating func take(_ message: Message) throws(TooMuchWaits) -> TextPieces? {
    if let frames { return Self.pieces(of: message, by: frames) }
    guard waiting.count < MediaStreamLimits.maximumWaitingMessages else { throw TooMuchWaits() }
    waiting.append(message)
    return nil
  }

  /// The stream has its name; what waited goes out in its order.
  mutating func open(streamSID: String) -> [TextPieces] {
    let frames = MediaStreamFrames(streamSID: streamSID)
    self.frames = frames
    defer { waiting = [] }
    return waiting.map { Self.pieces(of: $0, by: frames) }
  }

  /// More waits than may.
  struct TooMuchWaits: Error {}

  private static func pieces(of message: Message, by frames: MediaStreamFrames) -> TextPieces {
    switch message {
    case .media(let chunk): frames.media(chunk)
    case .mark(let mark): frames.mark(mark)
    case .clear: frames.clear()
    }
  }
}
