internal import MediaBridge
internal import NIOCore

/// How we show who we are (RFC 7617).
struct TwilioCredentials {
  /// The value of `Authorization`.
  let basic: String

  /// The account by its first token.
  init(_ settings: TwilioSettings) {
    let pair = "\(settings.accountSID):\(settings.authTokens.first ?? "")"
    basic = "Basic " + String(buffer: Base64.encode(Array(pair.utf8)))
  }
}
