package import MediaBridge
private import NIOCore
package import WebSockets

/// Our messages on one stream, in pieces: everything around the payload is made once.
package struct MediaStreamFrames {
  private static let end = ByteBuffer(string: "\"}}")

  private let beforePayload: ByteBuffer
  private let beforeMark: ByteBuffer
  private let clearing: ByteBuffer

  /// Messages for the stream of this name: letters and digits only, so nothing has to be escaped.
  package init(streamSID: String) {
    let head = { (event: String) in "{\"event\":\"\(event)\",\"streamSid\":\"\(streamSID)\"" }
    beforePayload = ByteBuffer(string: head("media") + ",\"media\":{\"payload\":\"")
    beforeMark = ByteBuffer(string: head("mark") + ",\"mark\":{\"name\":\"")
    clearing = ByteBuffer(string: head("clear") + "}")
  }

  /// Audio; the chunk's text goes along as it is.
  package func media(_ chunk: AudioChunk) -> TextPieces { TextPieces(beforePayload, chunk.base64, Self.end) }

  /// A mark.
  package func mark(_ mark: PlaybackMark) -> TextPieces {
    TextPieces(beforeMark, ByteBuffer(string: mark.name), Self.end)
  }

  /// Drops what hasn't been played.
  package func clear() -> TextPieces { TextPieces(clearing) }
}
