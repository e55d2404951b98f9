/// A tenant's domain name in lower case (RFC 1035 letters, digits and hyphens in dot-separated labels).
public struct TenantDomain: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The longest domain name. Source: RFC 1035, section 2.3.4.
  public static let maximumLength = 253

  public let text: String

  /// A domain such as `demo.example`; upper case is folded, anything that is no domain is `nil`.
  public init?(_ text: String) {
    let lowered = text.lowercased()
    let labels = lowered.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard lowered.utf8.count <= Self.maximumLength, labels.allSatisfy(Self.isLabel) else { return nil }
    self.text = lowered
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    let hyphen = UInt8(ascii: "-")
    guard (1...63).contains(label.count), label.first != hyphen, label.last != hyphen else { return false }
    return label.allSatisfy {
      $0 == hyphen || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
  }

  public var description: String { text }
}
