/// A frame as bytes, made and read without the library's help, so that no mistake is shared.
struct Frame: Equatable, Sendable {
  enum Opcode {
    static let continuation: UInt8 = 0
    static let text: UInt8 = 1
    static let binary: UInt8 = 2
    static let close: UInt8 = 8
    static let ping: UInt8 = 9
    static let pong: UInt8 = 10
  }

  var opcode: UInt8
  var payload: [UInt8] = []
  var isFinal = true
  var reservedBits: UInt8 = 0
  var isMasked = true

  static func text(_ text: String, isFinal: Bool = true) -> Frame {
    Frame(opcode: Opcode.text, payload: Array(text.utf8), isFinal: isFinal)
  }

  static func continuation(_ bytes: [UInt8], isFinal: Bool) -> Frame {
    Frame(opcode: Opcode.continuation, payload: bytes, isFinal: isFinal)
  }

  static func close(_ code: UInt16, _ reason: String = "") -> Frame {
    Frame(opcode: Opcode.close, payload: [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
  }

  var unmasked: Frame {
    var frame = self
    frame.isMasked = false
    return frame
  }

  /// The code of a close frame that has one.
  var closeCode: UInt16? {
    opcode == Opcode.close && payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil
  }

  var bytes: [UInt8] {
    var bytes = [(isFinal ? 0x80 : 0) | reservedBits << 4 | opcode]
    let maskBit: UInt8 = isMasked ? 0x80 : 0
    switch payload.count {
    case 0...125: bytes.append(maskBit | UInt8(payload.count))
    case 126...0xFFFF: bytes += [maskBit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default: bytes += [maskBit | 127] + (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 0xFF) }
    }
    guard isMasked else { return bytes + payload }
    let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
    return bytes + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
  }

  /// The whole frames at the front of some bytes.
  static func parse(_ bytes: [UInt8]) -> [Frame] {
    var frames: [Frame] = []
    var rest = bytes[...]
    while let (frame, end) = first(rest) {
      frames.append(frame)
      rest = rest[end...]
    }
    return frames
  }

  private static func first(_ bytes: ArraySlice<UInt8>) -> (Frame, Int)? {
    guard bytes.count >= 2 else { return nil }
    let (one, two) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1])
    var index = bytes.startIndex + 2
    var length = Int(two & 0x7F)
    let more = length == 126 ? 2 : length == 127 ? 8 : 0
    guard bytes.endIndex - index >= more else { return nil }
    if more > 0 { length = bytes[index..<index + more].reduce(0) { $0 << 8 | Int($1) } }
    index += more
    var key: [UInt8] = [0, 0, 0, 0]
    let isMasked = two & 0x80 != 0
    if isMasked {
      guard bytes.endIndex - index >= 4 else { return nil }
      key = Array(bytes[index..<index + 4])
      index += 4
    }
    guard bytes.endIndex - index >= length else { return nil }
    let payload = bytes[index..<index + length].enumerated().map { $1 ^ key[$0 % 4] }
    let frame = Frame(
      opcode: one & 0x0F, payload: payload, isFinal: one & 0x80 != 0, reservedBits: one >> 4 & 7, isMasked: isMasked)
    return (frame, index + length)
  }
}
