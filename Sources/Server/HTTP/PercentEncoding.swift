/// Percent-encoding of a path segment (RFC 3986, section 2.1).
enum PercentEncoding {
  /// `nil` for a broken sequence, for bytes that are no UTF-8, and for NUL.
  static func decode(_ segment: Substring) -> String? {
    guard segment.utf8.contains(UInt8(ascii: "%")) else { return String(segment) }
    var plain: [UInt8] = []
    var rest = segment.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        plain.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else { return nil }
      plain.append(high << 4 | low)
    }
    return plain.contains(0) ? nil : String(validating: plain, as: UTF8.self)
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
