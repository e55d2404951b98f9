package import MediaBridge
private import NIOCore
package import WebSockets

/// The caller's audio on its way to the provider, around its untouched text.
package enum AudioFrames {
  private static let head = ByteBuffer(string: #"{"type":"input_audio_buffer.append","audio":""#)
  private static let end = ByteBuffer(string: "\"}")

  /// One frame as it goes on the wire.
  package static func append(_ chunk: AudioChunk) -> TextPieces { TextPieces(head, chunk.base64, end) }
}
