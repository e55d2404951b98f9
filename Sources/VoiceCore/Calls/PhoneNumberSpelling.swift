/// The ways in which people and networks write one international number.
enum PhoneNumberSpelling {
  /// The longest text worth reading; a number has 15 digits, the rest is decoration.
  static let maximumLength = 64

  /// The ASCII digits, country code first; `nil` when the text is no international number.
  static func digits(of spelling: String) -> [UInt8]? {
    guard spelling.utf8.count <= maximumLength * 4 else { return nil }
    var text = Array(spelling.unicodeScalars.filter { !isInvisible($0) })
    guard text.count <= maximumLength else { return nil }
    trimSpaces(&text)
    if text.count >= 4, String(String.UnicodeScalarView(text.prefix(4))).lowercased() == "tel:" { text.removeFirst(4) }
    guard let rest = withoutInternationalPrefix(text) else { return nil }
    return nationalDigits(withoutTrunkZero(rest))
  }

  /// `+` (also full-width) or the international prefix `00` that ITU-T E.123 recommends.
  private static func withoutInternationalPrefix(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    if let first = text.first, first == "+" || first == "\u{FF0B}" { return Array(text.dropFirst()) }
    guard text.count > 2, digit(text[0]) == 0, digit(text[1]) == 0 else { return nil }
    return Array(text.dropFirst(2))
  }

  /// `(0)` marks a digit that is dialled at home only; it is no part of the international number.
  private static func withoutTrunkZero(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard text.count >= 3 else { return text }
    for start in 1..<max(2, text.count - 2) where text.count > start + 2 {
      if text[start] == "(", digit(text[start + 1]) == 0, text[start + 2] == ")" {
        return Array(text[..<start] + text[(start + 3)...])
      }
    }
    return text
  }

  private static func nationalDigits(_ text: [Unicode.Scalar]) -> [UInt8]? {
    var digits: [UInt8] = []
    for scalar in text {
      if let value = digit(scalar) {
        digits.append(UInt8(ascii: "0") + value)
      } else if !isSeparator(scalar) {
        return nil
      }
    }
    return digits.isEmpty ? nil : digits
  }

  /// A decimal digit of any script (Arabic-Indic, full-width, ...), as pasted from contacts.
  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.isASCII {
      return ("0"..."9").contains(scalar) ? UInt8(scalar.value - 0x30) : nil
    }
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
    return UInt8(value)
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "-", ".", "(", ")", "/", "\u{A0}", "\u{2007}", "\u{202F}", "\u{2009}": true
    case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FF0D}", "\u{3000}": true
    default: false
    }
  }

  /// Marks of direction and joining that copy and paste leaves behind.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}", "\u{2060}", "\u{2066}"..."\u{2069}", "\u{FEFF}": true
    default: false
    }
  }

  private static func trimSpaces(_ text: inout [Unicode.Scalar]) {
    while let last = text.last, last == " " || last == "\u{A0}" { text.removeLast() }
    let leading = text.prefix { $0 == " " || $0 == "\u{A0}" }.count
    text.removeFirst(leading)
  }
}
