/// The key by which a tenant's webhooks are signed, as it is told to the tenant: `whsec_` and base64 (RFC 4648, section 4).
/// Source: Standard Webhooks, section "Symmetric".
public struct WebhookSecret: Hashable, Sendable, Codable {
  /// What every secret begins with.
  public static let prefix = "whsec_"

  public let text: String

  /// The secret whose key is the bytes of this token, which nobody can guess.
  public init(random token: String) {
    text = Self.prefix + Self.base64(Array(token.utf8))
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let three = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
      let bits = three[0] << 16 | three[1] << 8 | three[2]
      for place in 0..<4 {
        text.append(start + place <= bytes.count ? digits[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return text
  }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
  /// Never the secret.
  public var description: String { "webhook secret" }
  /// Reflection must not show it either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
