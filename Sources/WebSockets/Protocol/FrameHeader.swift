/// What stands in front of a frame's payload, as it stands there. Source: RFC 6455, section 5.2.
struct FrameHeader: Equatable {
  /// The longest header: two bytes, eight of a length, four of a mask.
  static let maximumBytes = 14

  let isFinal: Bool
  /// The three bits that only extensions use, lowest last.
  let reservedBits: UInt8
  /// Four bits; not each number is an opcode.
  let opcode: UInt8
  let isMasked: Bool
  /// The four bytes of the mask, in their order in memory; 0 without one, which masks nothing.
  let mask: UInt32
  /// Bytes of the payload; `Int.max` for more than that.
  let payloadBytes: Int
  /// Bytes of the header.
  let byteCount: Int

  /// The header at the front of these bytes; `nil` when it isn't whole yet.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 2 else { return nil }
    let (first, second) = (bytes[0], bytes[1])
    isFinal = first & 0x80 != 0
    reservedBits = first >> 4 & 7
    opcode = first & 0x0F
    isMasked = second & 0x80 != 0
    var end = 2
    switch second & 0x7F {
    case 126:
      guard bytes.count >= 4 else { return nil }
      payloadBytes = Int(bytes[2]) << 8 | Int(bytes[3])
      end = 4
    case 127:
      guard bytes.count >= 10 else { return nil }
      payloadBytes = Int(clamping: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self)))
      end = 10
    case let short: payloadBytes = Int(short)
    }
    if isMasked {
      guard bytes.count >= end + 4 else { return nil }
      mask = bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self)
      end += 4
    } else {
      mask = 0
    }
    byteCount = end
  }

  /// Writes the header of a whole message or control frame.
  /// - Parameter bytes: at least `maximumBytes`.
  /// - Returns: how many bytes it has.
  static func write(
    _ opcode: FrameOpcode, payloadBytes: Int, mask: UInt32?, to bytes: UnsafeMutableRawBufferPointer
  ) -> Int {
    let maskBit: UInt8 = mask == nil ? 0 : 0x80
    bytes[0] = 0x80 | opcode.rawValue
    var end = 2
    switch payloadBytes {
    case 0...125: bytes[1] = maskBit | UInt8(payloadBytes)
    case 126...0xFFFF:
      bytes[1] = maskBit | 126
      bytes.storeBytes(of: UInt16(payloadBytes).bigEndian, toByteOffset: 2, as: UInt16.self)
      end = 4
    default:
      bytes[1] = maskBit | 127
      bytes.storeBytes(of: UInt64(payloadBytes).bigEndian, toByteOffset: 2, as: UInt64.self)
      end = 10
    }
    if let mask {
      bytes.storeBytes(of: mask, toByteOffset: end, as: UInt32.self)
      end += 4
    }
    return end
  }
}
