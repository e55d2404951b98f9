public import MediaBridge
import NIOCore

/// Spoken text, ready for the line: μ-law in pieces, encoded once and played as often as needed.
public struct Speech: Sendable {
  /// How much audio one piece carries, in μ-law bytes: 200 ms, few messages and still quick to drop.
  public static let bytesPerChunk = 1600

  public let text: String
  public let chunks: [AudioChunk]
  /// The audio itself: one byte is 0.125 ms.
  public let muLaw: [UInt8]

  /// Speech of this text with this audio.
  public init(text: String, muLaw: [UInt8]) {
    self.text = text
    self.muLaw = muLaw
    chunks = stride(from: 0, to: muLaw.count, by: Self.bytesPerChunk).map { start in
      let piece = muLaw[start..<min(start + Self.bytesPerChunk, muLaw.count)]
      return AudioChunk(base64: Base64.encode(piece), byteCount: piece.count)
    }
  }

  /// How long it plays.
  public var duration: Duration { .microseconds(muLaw.count * 125) }
}
