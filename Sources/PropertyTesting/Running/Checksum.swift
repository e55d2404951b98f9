/// Two characters by which a text shows that it was changed: always when one character was, or two neighbours changed
/// places; else in all but one of 4,093 cases.
enum Checksum {
  static let length = 2
  private static let prime = 4_093
  private static let base = 2

  static func of(_ text: Substring) -> String {
    // Horner's rule: a change of one character is a multiple of a power of the base, and no such is zero in the field.
    let sum = text.utf8.reduce(1) { ($0 * base + Int($1) + 1) % prime }
    return Base64URL.encode([UInt8(sum >> 4), UInt8(sum & 15) << 4]).prefix(length).description
  }
}
