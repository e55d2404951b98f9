public import NIOCore

extension AudioChunk {
  /// A chunk of these μ-law bytes.
  public init(muLaw bytes: [UInt8]) { self.init(base64: Base64.encode(bytes), byteCount: bytes.count) }

  /// A chunk of text from outside; `nil` when it isn't good base64.
  public init?(base64 text: ByteBuffer) {
    guard let count = Base64.byteCount(of: text) else { return nil }
    self.init(base64: text, byteCount: count)
  }

  /// The chunk's μ-law bytes; empty when its text isn't what its maker promised.
  public var muLaw: [UInt8] { Base64.decode(base64) ?? [] }

  /// Puts the chunk's μ-law bytes behind others; nothing when its text isn't what its maker promised. Allocates only where
  /// `bytes` has no room.
  public func appendMuLaw(to bytes: inout [UInt8]) { Base64.decode(base64, appendingTo: &bytes) }
}
