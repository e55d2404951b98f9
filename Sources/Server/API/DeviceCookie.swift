internal import VoiceCore
internal import Web

/// Where a browser keeps what tells that an account was signed in from it before (`SignInDevice`); it opens nothing.
/// Source: RFC 6265, section 4.1.2.
struct DeviceCookie: Sendable {
  /// The cookie's name.
  static let name = "voicecore_device"
  /// How long a browser keeps it: a year. Signing in gives it anew.
  static let lifetimeSeconds = 365 * 24 * 60 * 60

  /// Whether the browser sends it over HTTPS only; the public URL says so.
  let isSecure: Bool

  /// What the browser shows; `nil` for nothing, or for two at once, of which nobody knows which one is ours.
  func read(from request: Request) -> String? {
    var found: [String] = []
    for field in request.headers.all("Cookie") {
      for pair in field.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, Self.trimmed(parts[0]) == Self.name else { continue }
        found.append(Self.trimmed(parts[1]))
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The `Set-Cookie` that has the browser keep a device: out of scripts' reach, for signing in here only.
  func field(keeping device: SignInDevice) -> String {
    "\(Self.name)=\(device.text); Path=/v1/auth; Max-Age=\(Self.lifetimeSeconds); HttpOnly; SameSite=Strict"
      + (isSecure ? "; Secure" : "")
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
