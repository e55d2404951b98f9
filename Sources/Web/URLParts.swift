/// Where the parts of an absolute address begin and end (RFC 3986, section 3); nothing is decoded or normalised, because
/// signatures are over the text as it is.
package struct URLParts {
  package let scheme: Substring
  /// Host and port as they stand.
  package let authority: Substring
  /// Without brackets' contents changed: `[::1]` stays so.
  package let host: Substring
  package let port: Substring?
  /// Path, query and fragment.
  package let rest: Substring

  /// `nil` without `://`, and for characters that no address has.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let mark = text.firstRange(of: "://") else {
      return nil
    }
    scheme = text[..<mark.lowerBound]
    let behind = text[mark.upperBound...]
    let end = behind.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? behind.endIndex
    authority = behind[..<end]
    rest = behind[end...]
    let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
    if let colon = authority[bracket...].lastIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
    } else {
      host = authority
      port = nil
    }
  }

  package var hasUser: Bool { authority.contains("@") }

  /// No port, or one that exists.
  package var hasGoodPort: Bool { port.map { UInt16($0) ?? 0 > 0 } ?? true }

  /// Whether the host is this machine by its name or number (RFC 6761, section 6.3; RFC 5735; RFC 4291).
  package var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
  }

  /// The port that the scheme has when none is written.
  package var defaultPort: Substring? {
    switch scheme {
    case "https", "wss": "443"
    case "http", "ws": "80"
    default: nil
    }
  }
}
