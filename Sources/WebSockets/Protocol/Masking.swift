import Glibc

/// Masking and unmasking, which are the same. Source: RFC 6455, section 5.3.
enum Masking {
  /// Copies bytes masked.
  /// - Parameter mask: four bytes in their order in memory.
  /// - Parameter target: at least as long as `source`.
  static func copy(_ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer, by mask: UInt32) {
    let eight = UInt64(mask) << 32 | UInt64(mask)
    var index = 0
    while index &+ 8 <= source.count {
      let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ eight
      target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    var rest = mask
    // The mask's first byte in memory is its lowest here: the words above are little-endian, as is every machine we know.
    while index < source.count {
      target[index] = source[index] ^ UInt8(truncatingIfNeeded: UInt32(littleEndian: rest))
      rest = rest >> 8 | rest << 24
      index &+= 1
    }
  }
}

/// Masks that nobody can foresee, drawn many at a time: asking the kernel costs more than a short frame.
struct MaskKeys {
  /// As many as `getentropy` gives at once: 256 bytes.
  static let batch = 64

  private var drawn: [UInt32] = []

  /// A mask for one frame.
  mutating func next() -> UInt32 {
    if drawn.isEmpty { draw() }
    return drawn.removeLast()
  }

  private mutating func draw() {
    drawn.append(contentsOf: repeatElement(0, count: Self.batch))
    let status = drawn.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) }
    // No kernel that is served refuses it; were one to, masks that can be foreseen would be worse than an end.
    precondition(status == 0, "getentropy is refused")
  }
}
