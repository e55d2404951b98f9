/// The carrier's identifiers: two letters and 32 lower-case hexadecimal digits.
package enum CarrierID {
  package static func account(_ text: String) -> Bool { isValid(text, prefix: "AC") }
  package static func isValid(_ text: String, prefix: String) -> Bool {
    text.count == 34 && text.hasPrefix(prefix) && text.dropFirst(2).allSatisfy { "0123456789abcdef".contains($0) }
  }

  /// A new identifier by chance.
  package static func random(_ prefix: String) -> String {
    let digits = "0123456789abcdef"
    return prefix + String((0..<32).map { _ in digits.randomElement() ?? "0" })
  }
}
