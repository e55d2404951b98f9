package import MediaBridge
package import NIOCore

/// Audio from a client, made the telephone's: pieces of 100 ms at most.
package struct VoiceInlet: Sendable {
  /// 100 ms of μ-law.
  static let pieceBytes = 800

  private let encoding: VoiceFormat.Encoding
  private var halver = TelephoneRate.Halver()

  package init(_ format: VoiceFormat) { encoding = format.encoding }

  /// A binary message.
  package mutating func take(_ message: ByteBuffer) throws(VoiceFault) -> [AudioChunk] {
    guard message.readableBytes >= VoiceLimits.chunkBytes.lowerBound else { throw .chunkTooSmall }
    guard message.readableBytes <= VoiceLimits.chunkBytes.upperBound else { throw .chunkTooLarge }
    let codes: [UInt8]
    switch encoding {
    case .muLaw: codes = Array(message.readableBytesView)
    case .pcm16:
      guard message.readableBytes.isMultiple(of: 2) else { throw .oddLength }
      codes = MuLaw.encode(halver.halve(Self.samples(message)))
    }
    return stride(from: 0, to: codes.count, by: Self.pieceBytes).map { start in
      AudioChunk(muLaw: Array(codes[start..<min(start + Self.pieceBytes, codes.count)]))
    }
  }

  private static func samples(_ message: ByteBuffer) -> [Int16] {
    message.withUnsafeReadableBytes { bytes in
      (0..<bytes.count / 2).map { Int16(bitPattern: UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8) }
    }
  }
}

/// The telephone's audio, made a client's, in pieces of one length.
package struct VoiceOutput: Sendable {
  private let format: VoiceFormat
  private var doubler = TelephoneRate.Doubler()
  private var waiting = ByteBuffer()

  package init(_ format: VoiceFormat) { self.format = format }

  /// The pieces that are complete with this; what is left over comes with the next.
  package mutating func take(_ muLaw: ByteBuffer) -> [ByteBuffer] {
    switch format.encoding {
    case .muLaw: waiting.writeImmutableBuffer(muLaw)
    case .pcm16:
      for sample in doubler.double(muLaw.readableBytesView.map { MuLaw.decode($0) }) {
        waiting.writeInteger(sample, endianness: .little)
      }
    }
    var pieces: [ByteBuffer] = []
    while let piece = waiting.readSlice(length: format.pieceBytes) { pieces.append(piece) }
    waiting.discardReadBytes()
    return pieces
  }

  /// Forgets what is left over.
  package mutating func clear() { waiting.clear() }
}
