package import MediaBridge
package import NIOCore

/// A piece of the model's voice. Names are bytes and not text: this comes many times a second.
package struct AudioDelta: Equatable, Sendable {
  package let response: ByteBuffer
  package let item: ByteBuffer
  /// A slice of the message where that was possible.
  package let audio: AudioChunk

  /// A piece whose audio is known to be good base64.
  package init(response: ByteBuffer, item: ByteBuffer, audio: AudioChunk) {
    self.response = response
    self.item = item
    self.audio = audio
  }
}
