/// An absolute `ws:` or `wss:` URL, taken apart. Source: RFC 6455, section 3.
package struct WebSocketURL: Equatable, Sendable {
  package let isSecure: Bool
  /// A name, an IPv4 address or an IPv6 address without brackets; lower case.
  package let host: String
  package let port: Int
  /// Path and query as they go into the request line.
  package let target: String

  /// - Returns: `nil` for anything else: other schemes, user names, fragments, bytes that a URL must escape.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("#") else { return nil }
    guard let separator = text.firstRange(of: "://") else { return nil }
    switch text[..<separator.lowerBound].lowercased() {
    case "ws": isSecure = false
    case "wss": isSecure = true
    default: return nil
    }
    let rest = text[separator.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard let (host, port) = Self.split(authority: rest[..<end]) else { return nil }
    self.host = host
    self.port = port ?? (isSecure ? 443 : 80)
    let target = rest[end...]
    self.target = target.hasPrefix("/") ? String(target) : "/" + target
  }

  /// The value of the `Host` field; the scheme's own port is left out.
  package var hostField: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// Whether the host is this machine: `localhost`, 127.0.0.0/8 or ::1.
  package var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func split(authority: Substring) -> (host: String, port: Int?)? {
    guard !authority.contains("@") else { return nil }
    let host: Substring
    let rest: Substring
    if authority.hasPrefix("[") {
      guard let bracket = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<bracket]
      rest = authority[authority.index(after: bracket)...]
      guard host.contains(":") else { return nil }
    } else {
      let colon = authority.firstIndex(of: ":") ?? authority.endIndex
      host = authority[..<colon]
      rest = authority[colon...]
    }
    guard !host.isEmpty, rest.isEmpty || rest.hasPrefix(":") else { return nil }
    let digits = rest.dropFirst()
    guard !digits.isEmpty else { return rest.isEmpty ? (host.lowercased(), nil) : nil }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits), (1...65535).contains(port)
    else { return nil }
    return (host.lowercased(), port)
  }
}
