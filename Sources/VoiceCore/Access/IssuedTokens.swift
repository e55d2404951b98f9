/// What a client is given when a person signs in and whenever the session is renewed.
public struct IssuedTokens: Equatable, Sendable {
  public let accessToken: String
  public let expiresIn: Duration
  public let refreshToken: String

  /// Tokens of one reply.
  public init(accessToken: String, expiresIn: Duration, refreshToken: String) {
    self.accessToken = accessToken
    self.expiresIn = expiresIn
    self.refreshToken = refreshToken
  }
}

extension IssuedTokens: CustomStringConvertible, CustomReflectable {
  /// Never a token.
  public var description: String { "issued tokens" }
  /// Reflection must not show them either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
