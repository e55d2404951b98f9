internal import Web

/// How audio goes over a voice socket, as its query says.
public struct VoiceFormat: Equatable, Sendable {
  /// The code of a sample. The text is what stands in the query.
  public enum Encoding: String, Sendable, CaseIterable {
    /// 16 kHz, 16-bit signed, little-endian.
    case pcm16
    /// 8 kHz, G.711 μ-law.
    case muLaw = "mulaw"

    /// Samples a second.
    var sampleRateHz: Int { self == .pcm16 ? 16_000 : 8000 }
    var bytesPerSample: Int { self == .pcm16 ? 2 : 1 }
  }

  /// How long a piece is, in milliseconds, that is sent; received may be any within the bounds.
  public enum Piece: Int, Sendable, CaseIterable {
    case short = 20
    case long = 100
  }

  public var encoding = Encoding.pcm16
  public var piece = Piece.long

  /// 16 kHz in pieces of 100 ms.
  public init() {}

  /// The bytes of a piece that is sent.
  var pieceBytes: Int { encoding.sampleRateHz / 1000 * piece.rawValue * encoding.bytesPerSample }
}
