package import MediaBridge
package import NIOCore

/// The caller's audio on its way to the provider, spliced around its untouched text.
package enum AudioFrames {
  private static let head = ByteBuffer(string: #"{"type":"input_audio_buffer.append","audio":""#)
  private static let end = ByteBuffer(string: "\"}")
  private static let allocator = ByteBufferAllocator()

  /// One frame as it goes on the wire.
  package static func append(_ chunk: AudioChunk) -> ByteBuffer {
    var message = allocator.buffer(
      capacity: head.readableBytes + chunk.base64.readableBytes + end.readableBytes)
    message.writeImmutableBuffer(head)
    message.writeImmutableBuffer(chunk.base64)
    message.writeImmutableBuffer(end)
    return message
  }
}
