internal import FoundationEssentials
internal import JWTKit
public import VoiceCore

/// Access tokens as signed JWTs (RFC 7519): ES256 or HS256. Checking needs neither network nor store.
///
/// A token names its key, and the key decides the algorithm: what the token's header says of it must agree. So no token
/// can have itself checked by another algorithm or by none. Source of the claims: the outside contract, section HTTP.
public struct JWTAccessTokens: AccessTokens {
  /// Whom tokens are meant for (`aud`).
  public static let audience = "voicecore-api"
  /// The longest token that is looked at, in bytes; ours have about 600.
  public static let maximumBytes = TokenHeader.maximumTokenBytes

  private let collection: JWTKeyCollection
  /// The algorithm of every key, by the key's name.
  private let algorithms: [String: String]
  private let signingKey: String
  private let issuer: String
  private let audience: String
  private let keySet: String

  /// Tokens of an issuer (the server's public URL), signed with the first of these keys.
  public init(
    _ keys: SigningKeys, issuer: String, audience: String = audience
  ) async throws(AccessTokenFailure) {
    let collection = JWTKeyCollection()
    var algorithms: [String: String] = [:]
    var entries: [String] = []
    var first: String?
    for key in keys.keys {
      let name = try await Self.add(key, to: collection)
      algorithms[name] = key.algorithm
      first = first ?? name
      if let point = key.publicPoint { entries.append(Self.entry(name: name, point)) }
    }
    guard let first else { throw .signingFailed }
    self.collection = collection
    self.algorithms = algorithms
    self.issuer = issuer
    self.audience = audience
    signingKey = first
    keySet = "{\"keys\":[\(entries.joined(separator: ","))]}"
  }

  /// The document of `/.well-known/jwks.json` (RFC 7517): the public halves; secrets that are shared have none.
  public var jwks: String { keySet }

  /// See `AccessTokens`.
  public func issue(_ claims: AccessClaims) async throws(AccessTokenFailure) -> String {
    let payload = TokenPayload(claims, issuer: issuer, audience: audience)
    do {
      return try await collection.sign(payload, kid: JWKIdentifier(string: signingKey))
    } catch {
      throw .signingFailed
    }
  }

  /// See `AccessTokens`.
  public func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    try check(token)
    let payload: TokenPayload
    do {
      payload = try await collection.verify(token, as: TokenPayload.self)
    } catch let error as JWTError where error.errorType == .malformedToken {
      throw .malformed
    } catch {
      throw .badSignature
    }
    return try payload.claims(issuer: issuer, audience: audience, at: moment)
  }

  /// Whether a token names a key of ours; only then is it ours to judge.
  public func knowsKey(of token: String) -> Bool {
    guard let header = try? TokenHeader(of: token, types: ["JWT"]), let name = header.kid else { return false }
    return algorithms[name] != nil
  }

  /// Refuses what must not come near a key: odd spellings, unknown keys, another algorithm than the key's.
  private func check(_ token: String) throws(AccessTokenFailure) {
    let header = try TokenHeader(of: token, types: ["JWT"])
    guard let name = header.kid else { throw .missingClaim }
    guard let expected = algorithms[name], expected == header.alg else { throw .badSignature }
  }

  // MARK: Keys

  private static func add(
    _ key: SigningKey, to collection: JWTKeyCollection
  ) async throws(AccessTokenFailure) -> String {
    switch key {
    case .es256(let ecdsa):
      guard let point = key.publicPoint else { throw .signingFailed }
      let name = "es-" + Base64URL.encode(point.x.prefix(nameBytes))
      await collection.add(ecdsa: ecdsa, kid: JWKIdentifier(string: name))
      return name
    case .hs256(let secret):
      let name = try await Self.name(of: secret)
      await collection.add(
        hmac: HMACKey(from: secret), digestAlgorithm: .sha256, kid: JWKIdentifier(string: name))
      return name
    }
  }

  /// Random bytes behind a key's name.
  private static let nameBytes = 12

  /// A secret's name is what it makes of a fixed text, so that it is the same on every node and tells nothing.
  private static func name(of secret: [UInt8]) async throws(AccessTokenFailure) -> String {
    guard let mark = await hmac(of: "voicecore key name", under: secret) else { throw .signingFailed }
    return "hs-" + Base64URL.encode(mark.prefix(nameBytes))
  }

  private static func entry(name: String, _ point: (x: [UInt8], y: [UInt8])) -> String {
    "{\"alg\":\"ES256\",\"crv\":\"P-256\",\"kid\":\"\(name)\",\"kty\":\"EC\",\"use\":\"sig\","
      + "\"x\":\"\(Base64URL.encode(point.x))\",\"y\":\"\(Base64URL.encode(point.y))\"}"
  }
}
