import NIOCore

/// Joins frames into one buffer, so that what is sent in one turn of the event loop goes out as one piece.
///
/// This runs for every frame of every call: a message is copied once, masked where it has to be, into a buffer that serves
/// again once the channel is done with it.
struct FrameWriter {
  /// A buffer that grew larger than this isn't kept.
  static let maximumKeptBytes = 8 << 10

  private let role: ConnectionRole
  private var keys = MaskKeys()
  /// What was added since the last beginning.
  private(set) var outbox = ByteBuffer()

  init(role: ConnectionRole) { self.role = role }

  /// Adds one whole frame whose payload is these pieces.
  mutating func add(
    _ opcode: FrameOpcode, _ first: ByteBuffer, _ second: ByteBuffer = ByteBuffer(), _ third: ByteBuffer = ByteBuffer()
  ) {
    let payloadBytes = first.readableBytes + second.readableBytes + third.readableBytes
    let mask = role == .client ? keys.next() : nil
    outbox.writeWithUnsafeMutableBytes(minimumWritableBytes: FrameHeader.maximumBytes + payloadBytes) { target in
      var end = FrameHeader.write(opcode, payloadBytes: payloadBytes, mask: mask, to: target)
      let start = end
      Self.copy(first, to: target, at: &end)
      Self.copy(second, to: target, at: &end)
      Self.copy(third, to: target, at: &end)
      if let mask {
        let payload = UnsafeMutableRawBufferPointer(rebasing: target[start..<end])
        Masking.copy(UnsafeRawBufferPointer(payload), to: payload, by: mask)
      }
      return end
    }
  }

  /// What was added is with the channel: begins anew, in the same storage if nobody holds it any more.
  mutating func begin() {
    if outbox.capacity > Self.maximumKeptBytes { outbox = ByteBuffer() } else { outbox.clear() }
  }

  private static func copy(_ piece: ByteBuffer, to target: UnsafeMutableRawBufferPointer, at end: inout Int) {
    piece.withUnsafeReadableBytes { bytes in
      guard bytes.count > 0 else { return }
      UnsafeMutableRawBufferPointer(rebasing: target[end..<(end + bytes.count)]).copyMemory(from: bytes)
      end += bytes.count
    }
  }
}
