internal import FoundationEssentials

/// Bytes as text that may stand in an address (RFC 4648, section 5), without padding.
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString(options: [.base64URLAlphabet, .omitPaddingCharacter])
  }

  /// Reads the one spelling that we write.
  static func decode(_ text: String) -> [UInt8]? {
    var plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: plain), encode(Array(data)) == text else { return nil }
    return Array(data)
  }
}
