/// Standard Base64 with padding, strict both ways. Source: RFC 4648, section 4.
package enum Base64Text {
  private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  private static let invalid: UInt8 = 0xFF
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// The text of these bytes, four letters for each three.
  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for index in stride(from: 0, to: bytes.count, by: 3) {
      let left = bytes.count - index
      let second = left > 1 ? bytes[index + 1] : 0
      let third = left > 2 ? bytes[index + 2] : 0
      text.append(alphabet[Int(bytes[index] >> 2)])
      text.append(alphabet[Int(bytes[index] << 4 & 0x30 | second >> 4)])
      text.append(left > 1 ? alphabet[Int(second << 2 & 0x3C | third >> 6)] : padding)
      text.append(left > 2 ? alphabet[Int(third & 0x3F)] : padding)
    }
    return text
  }

  /// The bytes of this text; `nil` for a foreign letter, a length that is no multiple of four or misplaced padding.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBytes(decode)
  }

  /// The same, from memory that is only borrowed.
  package static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard text.count.isMultiple(of: 4), let last = text.last else { return text.isEmpty ? [] : nil }
    let padded = last != padding ? 0 : text[text.count - 2] == padding ? 2 : 1
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var faults: UInt8 = 0
    for index in stride(from: 0, to: text.count, by: 4) {
      // Letters of padding at the very end count as zero bits; anywhere else they are foreign.
      let missing = index + 4 == text.count ? padded : 0
      let first = values[Int(text[index])]
      let second = values[Int(text[index + 1])]
      let third = missing > 1 ? 0 : values[Int(text[index + 2])]
      let fourth = missing > 0 ? 0 : values[Int(text[index + 3])]
      faults |= (first | second | third | fourth) & 0x80
      bytes.append(first << 2 | second >> 4)
      if missing < 2 { bytes.append(second << 4 | third >> 2) }
      if missing < 1 { bytes.append(third << 6 | fourth) }
    }
    return faults == 0 ? bytes : nil
  }
}
