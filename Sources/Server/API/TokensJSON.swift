internal import VoiceCore
internal import Web

/// The tokens of a session as a client gets them (RFC 6749, section 5.1).
struct TokensJSON: Encodable {
  let tokens: IssuedTokens

  private enum CodingKeys: String, CodingKey {
    case accessToken = "access_token"
    case tokenType = "token_type"
    case expiresIn = "expires_in"
    case refreshToken = "refresh_token"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tokens.accessToken, forKey: .accessToken)
    try container.encode("Bearer", forKey: .tokenType)
    try container.encode(tokens.expiresIn.components.seconds, forKey: .expiresIn)
    try container.encode(tokens.refreshToken, forKey: .refreshToken)
  }
}

/// The body of a request that shows a refresh token.
struct ShownRefreshToken: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try StrictFields(decoder, allowed: ["refresh_token"]).text("refresh_token")
  }
}

extension Response {
  /// A session's tokens, which nobody on the way may keep (RFC 6749, section 5.1).
  static func tokens(_ tokens: IssuedTokens, to request: Request) -> Response {
    var response = Response.encoded(TokensJSON(tokens: tokens), to: request)
    response.headers["Cache-Control"] = "no-store"
    return response
  }

  /// 401 with a challenge (RFC 6750, section 3).
  static func notSignedIn(_ request: Request, detail: String, challenge: String = "Bearer") -> Response {
    var response = Problem(.unauthorized, "Not signed in", detail: detail).response(to: request)
    response.headers["WWW-Authenticate"] = challenge
    return response
  }

  /// 429 with the time after which something is looked at again, in whole seconds, rounded up.
  static func tooMany(_ request: Request, after span: Duration, by limit: RateRule.Name = .authentication) -> Response {
    let title =
      switch limit {
      case .authentication: "Too many attempts"
      case .reads, .writes: "Too many requests"
      }
    var response = Problem(.tooManyRequests, title, limit: limit.rawValue).response(to: request)
    response.headers["Retry-After"] = seconds(span)
    return response
  }

  /// A span for `Retry-After`: whole seconds, rounded up, at least one.
  static func seconds(_ span: Duration) -> String {
    let (seconds, rest) = span.components
    return String(max(1, seconds + (rest > 0 ? 1 : 0)))
  }
}
