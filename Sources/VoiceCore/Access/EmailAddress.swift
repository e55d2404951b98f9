/// An e-mail address, folded to lower case: something before one `@`, a domain after it.
public struct EmailAddress: Hashable, Sendable, Codable {
  /// The longest address. Source: RFC 5321, section 4.5.3.1.3.
  public static let maximumLength = 254

  public let text: String

  /// `name@domain`; anything else is `nil`.
  public init?(_ text: String) {
    let lowered = text.lowercased()
    let parts = lowered.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, lowered.utf8.count <= Self.maximumLength,
      TenantDomain(String(parts[1])) != nil, !parts[0].contains(where: { $0.isWhitespace || $0.isNewline })
    else { return nil }
    self.text = lowered
  }
}

extension EmailAddress: CustomStringConvertible {
  /// Masked: an address is personal. The address itself is `text`.
  public var description: String { "•••@" + (text.split(separator: "@").last.map(String.init) ?? "") }
}
