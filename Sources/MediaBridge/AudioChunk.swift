public import NIOCore

/// A piece of G.711 μ-law audio (8 kHz, mono) in the form in which both the carrier and the realtime AI carry it: base64
/// text, which passes through untouched.
public struct AudioChunk: Sendable, Equatable {
  /// Samples, and bytes, of one second.
  public static let bytesPerSecond = 8000
  /// Bytes of the usual 20 ms frame.
  public static let bytesPerFrame = 160

  /// Base64 with padding (RFC 4648, section 4).
  public let base64: ByteBuffer
  /// How many μ-law bytes the text holds: one byte is 0.125 ms.
  public let byteCount: Int

  /// A chunk of text that is known to be good base64 of so many bytes.
  public init(base64: ByteBuffer, byteCount: Int) {
    self.base64 = base64
    self.byteCount = byteCount
  }

  /// How long the chunk plays.
  public var duration: Duration { .microseconds(byteCount * 125) }
}
