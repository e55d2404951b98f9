/// How numbers begin: `+` and 1–15 digits, the first of a country code.
public struct NumberPrefix: Hashable, Sendable, Codable {
  /// The digits without the `+`.
  public let digits: String

  /// `+1900`; spaces, hyphens, dots and parentheses between digits don't count. Anything else is `nil`.
  public init?(_ text: String) {
    guard text.utf8.first == UInt8(ascii: "+"), text.utf8.count <= 40 else { return nil }
    var digits = ""
    for scalar in text.unicodeScalars.dropFirst() {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case " ", "-", ".", "(", ")": continue
      default: return nil
      }
    }
    guard (1...PhoneNumber.maximumDigits).contains(digits.utf8.count), digits.utf8.first != UInt8(ascii: "0") else {
      return nil
    }
    self.digits = digits
  }

  /// `+1900`.
  public var text: String { "+" + digits }
}
