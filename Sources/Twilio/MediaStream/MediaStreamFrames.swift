package import MediaBridge
package import NIOCore

/// Our messages on one stream, spliced from bytes: everything around the payload is made once.
package struct MediaStreamFrames {
  private static let end = ByteBuffer(string: "\"}}")

  private let beforePayload: ByteBuffer
  private let beforeMark: ByteBuffer
  private let clearing: ByteBuffer
  private let allocator = ByteBufferAllocator()

  /// Messages for the stream of this name: letters and digits only, so nothing has to be escaped.
  package init(streamSID: String) {
    let head = { (event: String) in "{\"event\":\"\(event)\",\"streamSid\":\"\(streamSID)\"" }
    beforePayload = ByteBuffer(string: head("media") + ",\"media\":{\"payload\":\"")
    beforeMark = ByteBuffer(string: head("mark") + ",\"mark\":{\"name\":\"")
    clearing = ByteBuffer(string: head("clear") + "}")
  }

  /// Audio; the chunk's text is copied as it is.
  package func media(_ chunk: AudioChunk) -> ByteBuffer { spliced(beforePayload, chunk.base64) }

  /// A mark.
  package func mark(_ mark: PlaybackMark) -> ByteBuffer { spliced(beforeMark, ByteBuffer(string: mark.name)) }

  /// Drops what hasn't been played.
  package func clear() -> ByteBuffer { clearing }

  private func spliced(_ head: ByteBuffer, _ body: ByteBuffer) -> ByteBuffer {
    var message = allocator.buffer(
      capacity: head.readableBytes + body.readableBytes + Self.end.readableBytes)
    message.writeImmutableBuffer(head)
    message.writeImmutableBuffer(body)
    message.writeImmutableBuffer(Self.end)
    return message
  }
}
