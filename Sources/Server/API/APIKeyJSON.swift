internal import VoiceCore
internal import Web

/// A key as administrators see it. Its secret is there once, when it is made.
struct APIKeyJSON: Encodable {
  let key: APIKey
  /// In the answer to its making; `nil` in it when the request was repeated.
  var secret: APIKeySecret??

  private enum CodingKeys: String, CodingKey {
    case id, name, hint, scopes, secret
    case createdBy = "created_by"
    case createdAt = "created_at"
    case expiresAt = "expires_at"
    case lastUsedOn = "last_used_on"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key.id.description, forKey: .id)
    try container.encode(key.name, forKey: .name)
    try container.encode(key.hint, forKey: .hint)
    try container.encode(key.scopes.map(\.rawValue).sorted(), forKey: .scopes)
    try container.encode(key.createdBy.description, forKey: .createdBy)
    try container.encode(key.createdAt.description, forKey: .createdAt)
    try container.encode(key.expiresAt?.description, forKey: .expiresAt)
    let day = key.lastUsedDay.map { Timestamp(microseconds: $0 * 86_400_000_000).description.prefix(10) }
    try container.encode(day.map(String.init), forKey: .lastUsedOn)
    if let secret { try container.encode(secret?.text, forKey: .secret) }
  }
}

/// The body that makes a key.
struct NewAPIKeyBody: Decodable {
  let name: String
  let scopes: [String]
  /// Seconds from now; `nil` for a key that is good until it is revoked.
  let expiresIn: Int?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["name", "scopes", "expires_in"])
    name = try fields.text("name")
    scopes = try fields.texts("scopes")
    expiresIn = try fields.number("expires_in", in: 1...Self.longestLifeSeconds)
  }

  /// Ten years: longer is as good as for ever, and then none is given.
  static let longestLifeSeconds = 10 * 365 * 24 * 60 * 60
}

extension APIFault {
  /// What each refusal of the keys' use cases is over HTTP.
  init(_ failure: APIKeyFailure) {
    switch failure {
    case .badName: self = .field("name", "1 to \(APIKey.nameLength.upperBound) characters, no control characters.")
    case .badScopes: self = .field("scopes", "At least one, each one that a key may have.")
    case .alreadyExpired: self = .field("expires_in", "This moment has passed.")
    case .tooMany:
      self = .problem(
        Problem(.conflict, "Too many keys", detail: "\(APIKey.maximumPerTenant) at most; revoke one first."))
    case .forbidden: self = .forbidden
    case .notFound: self = .notFound
    // Only showing a key is refused, which isn't done here.
    case .refused: self = .forbidden
    case .unavailable: self = .unavailable
    case .damaged: self = .damaged
    }
  }
}
