package import NIOCore

/// One message of the carrier on a media stream. Source: Twilio, "Media Streams: WebSocket messages".
package struct MediaStreamMessage: Equatable, Sendable {
  /// What it says.
  package enum Content: Equatable, Sendable {
    case connected
    case start(StreamStart)
    case media(MediaFrame)
    case dtmf(digit: String)
    case mark(name: String)
    case stop
    /// An event that we don't know, or audio of a track that isn't the caller's.
    case unknown
  }

  /// The stream that it says it belongs to.
  package let streamSID: ByteBuffer?
  package let content: Content

  /// Reads a message: audio by one pass over its bytes, everything else, and audio in an unusual spelling, as JSON.
  package init(_ text: ByteBuffer) throws(MediaStreamFault) {
    if let (streamSID, frame) = MediaFrameScanner.scan(text) {
      self.init(streamSID: streamSID, content: .media(frame))
    } else {
      try self.init(json: text)
    }
  }

  init(streamSID: ByteBuffer?, content: Content) {
    self.streamSID = streamSID
    self.content = content
  }
}

/// A piece of the caller's audio: 20 ms as a rule, any length by the letter.
package struct MediaFrame: Equatable, Sendable {
  /// Milliseconds since the stream began; `nil` when the message doesn't say.
  package let milliseconds: Int?
  /// Good base64; a slice of the message where that was possible.
  package let payload: ByteBuffer
  /// How many μ-law bytes the payload stands for.
  package let byteCount: Int

  /// A piece whose payload is known to be good base64 of so many bytes.
  package init(milliseconds: Int?, payload: ByteBuffer, byteCount: Int) {
    self.milliseconds = milliseconds
    self.payload = payload
    self.byteCount = byteCount
  }

  /// The most digits of a counter that are read: more than a call of three hundred years needs.
  static let maximumCounterDigits = 16
}

/// What a stream brings as it begins.
package struct StreamStart: Equatable, Sendable {
  package let streamSID: String
  package let callSID: String
  /// The one-time token of our TwiML; `nil` when there is none.
  package let token: String?
  /// Whether the audio is μ-law, 8 kHz, mono.
  package let isTelephoneAudio: Bool
}
