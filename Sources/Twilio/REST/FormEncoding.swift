/// Text inside of a form (`application/x-www-form-urlencoded`).
enum FormEncoding {
  /// Names and values, in this order.
  static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\(text($0.0))=\(text($0.1))" }.joined(separator: "&")
  }

  /// All but RFC 3986's unreserved characters as percent and two hexadecimal digits.
  static func text(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
