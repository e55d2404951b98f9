/// Numbers in as few bytes as they need: seven bits each, the lowest first, the top bit when more follow (LEB128).
enum Varints {
  private static let longest = 10

  static func encode(_ numbers: [UInt64]) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in numbers {
      var left = number
      while left >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
        left >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: left))
    }
    return bytes
  }

  /// `nil` for a number that is cut off, too large, or longer than it need be.
  static func decode(_ bytes: [UInt8]) -> [UInt64]? {
    var numbers: [UInt64] = []
    var number: UInt64 = 0
    var length: UInt64 = 0
    for byte in bytes {
      if length == longest - 1, byte > 1 { return nil }
      if length > 0, byte == 0 { return nil }
      number |= UInt64(byte & 0x7f) << (7 * length)
      length += 1
      if byte & 0x80 == 0 {
        numbers.append(number)
        number = 0
        length = 0
      }
    }
    return length == 0 ? numbers : nil
  }
}
