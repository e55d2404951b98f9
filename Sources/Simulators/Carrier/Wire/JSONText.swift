/// JSON written by hand, where that is shorter than an encoder.
package enum JSONText {
  /// A text as a JSON string.
  package static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A text, or `null`.
  package static func quote(_ text: String?) -> String { text.map { quote($0) as String } ?? "null" }
}
