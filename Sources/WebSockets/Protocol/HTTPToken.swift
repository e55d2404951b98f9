internal import NIOHTTP1

/// The little grammar of HTTP header fields that a handshake needs. Source: RFC 9110, section 5.
enum HTTPToken {
  /// Text without spaces and tabs around it.
  static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }

  /// Whether a comma-separated field holds this token, whatever its case.
  static func list(_ name: String, of headers: HTTPHeaders, contains token: String) -> Bool {
    headers[canonicalForm: name].contains { $0.lowercased() == token }
  }

  /// Whether the fields can go on the wire without becoming something else: no line breaks, no empty names.
  static func maySend(_ fields: [(String, String)]) -> Bool {
    fields.allSatisfy { name, value in
      !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
        && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
  }

  /// Whether the text is a token, as subprotocols must be.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
