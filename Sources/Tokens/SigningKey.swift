internal import FoundationEssentials
internal import JWTKit

/// One key that signs and checks tokens.
enum SigningKey: Sendable {
  /// ECDSA on P-256 with SHA-256; its public half is published.
  case es256(ES256PrivateKey)
  /// HMAC with SHA-256; nothing of it is published.
  case hs256([UInt8])

  /// The algorithm's name in a token's header (RFC 7518, section 3.1). A key is good for this one only.
  var algorithm: String {
    switch self {
    case .es256: "ES256"
    case .hs256: "HS256"
    }
  }

  /// The coordinates of the public point, each 32 bytes.
  var publicPoint: (x: [UInt8], y: [UInt8])? {
    guard case .es256(let key) = self, let parameters = key.parameters,
      let x = Data(base64Encoded: parameters.x), let y = Data(base64Encoded: parameters.y)
    else { return nil }
    return (Array(x), Array(y))
  }
}
