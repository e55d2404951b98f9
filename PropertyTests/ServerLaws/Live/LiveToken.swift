import DocumentedAPI
import FoundationEssentials

/// A platform administrator's access token. It is shown nowhere.
public struct LiveToken: Sendable, CustomStringConvertible, CustomReflectable {
  let text: String
  /// When it ends, in seconds since 1970, if it says so (RFC 7519, section 4.1.4).
  public let end: Int?

  /// `nil` for what can't be a token (RFC 6750, section 2.1).
  public init?(_ text: String) {
    guard !text.isEmpty,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._~+/=".contains($0)) })
    else { return nil }
    self.text = text
    end = Self.end(of: text)
  }

  public var description: String { "a token" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  private static func end(of token: String) -> Int? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var coded = parts[1].replacing("-", with: "+").replacing("_", with: "/")
    while coded.count % 4 != 0 { coded.append("=") }
    guard let payload = Data(base64Encoded: String(coded)), let claims = try? JSON([UInt8](payload)),
      case .number(let end)? = claims["exp"], end.magnitude < 1e15
    else { return nil }
    return Int(end)
  }
}
