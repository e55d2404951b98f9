/// Where a webhook goes: an absolute `http:` or `https:` address, as it was registered. Whether it may be reached is another
/// question, asked of `HostAddress` at each connection.
public struct WebhookURL: Hashable, Sendable {
  /// The longest one, in bytes.
  public static let maximumLength = 2_048

  /// As it was written.
  public let text: String
  /// Whether it is reached over TLS.
  public let isSecure: Bool
  /// A name or an address, without brackets, in lower case.
  public let host: String
  public let port: Int

  /// Reads an address without user, password and fragment, of visible ASCII; anything else is `nil`. Source: RFC 3986.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      !text.contains(where: { "#\\\"<>^`{|}".contains($0) })
    else { return nil }
    let lowered = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }) else { return nil }
    isSecure = scheme == "https://"
    let rest = lowered.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?".contains($0) }
    let name: Substring
    let after: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      name = authority[authority.index(after: authority.startIndex)..<end]
      after = authority[authority.index(after: end)...]
      guard NetworkAddressSpelling.v6(String(name)) != nil, !name.contains("%"), !name.contains("[") else { return nil }
    } else {
      name = authority.prefix { $0 != ":" }
      after = authority[name.endIndex...]
      guard !name.isEmpty, name.count <= 253, name.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) })
      else { return nil }
    }
    if after.isEmpty {
      port = isSecure ? 443 : 80
    } else {
      let digits = after.dropFirst()
      guard after.first == ":", digits.count <= 5, digits.allSatisfy(\.isNumber), let port = Int(digits),
        (1...65_535).contains(port)
      else { return nil }
      self.port = port
    }
    host = String(name)
    self.text = text
  }
}

extension WebhookURL: Codable {
  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let url = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a URL")
    }
    self = url
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension WebhookURL: CustomStringConvertible {
  /// The host alone: paths and queries of such addresses often hold a key.
  public var description: String { host }
}
