/// Text within XML or HTML.
enum MarkupText {
  /// For the text of an element and for attributes in double quotes. Characters that XML 1.0 forbids become `\u{…}` in
  /// words; line ends and tabs of attributes survive as references.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: escaped += "&amp;"
      case 0x3c: escaped += "&lt;"
      case 0x3e: escaped += "&gt;"
      case 0x22: escaped += "&quot;"
      case 0x27: escaped += "&#39;"
      case 0x0a: escaped += "\n"
      case 0x09: escaped += "&#9;"
      case 0x0d: escaped += "&#13;"
      case 0...0x1f, 0x7f...0x9f, 0xfffe...0xffff: escaped += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        // The last two of every plane are no characters; HTML objects to them.
        if scalar.value & 0xfffe == 0xfffe || (0xfdd0...0xfdef).contains(scalar.value) {
          escaped += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }

  /// For an attribute: a line end would be read as a space.
  static func attribute(_ text: String) -> String {
    escaped(text).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "&#10;")
  }
}
