/// A machine's credential: what it may do in one tenant, until it expires or is revoked. Shown once, when it is made.
public struct APIKey: Equatable, Sendable, Codable {
  /// Names one key.
  public typealias ID = Identifier<APIKey>

  /// Keys of one tenant.
  public static let maximumPerTenant = 100
  /// Characters of a name.
  public static let nameLength = 1...100

  public let id: ID
  public let name: String
  /// What is kept of the secret; finds the key from outside.
  public let digest: TokenDigest
  /// The secret's first characters, by which people tell their keys apart.
  public let hint: String
  public let scopes: Set<Permission>
  public let createdBy: User.ID
  public let createdAt: Timestamp
  /// `nil` for one that is good until it is revoked.
  public let expiresAt: Timestamp?
  /// The last day on which it was used, in days since 1970-01-01 (UTC): coarse, so that using costs one write a day
  /// and tells nobody's hours.
  public var lastUsedDay: Int64?

  /// A key of these parts.
  public init(
    id: ID, name: String, digest: TokenDigest, hint: String, scopes: Set<Permission>, createdBy: User.ID,
    createdAt: Timestamp, expiresAt: Timestamp?
  ) {
    self.id = id
    self.name = name
    self.digest = digest
    self.hint = hint
    self.scopes = scopes
    self.createdBy = createdBy
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }

  /// Whether it opens anything at that moment.
  public func isGood(at moment: Timestamp) -> Bool { expiresAt.map { moment < $0 } ?? true }

  private enum CodingKeys: String, CodingKey {
    case id, name, digest, hint, scopes, createdBy, createdAt, expiresAt, lastUsedDay
  }

  /// Writes the scopes in a stated order: a set's differs from process to process.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(name, forKey: .name)
    try container.encode(digest, forKey: .digest)
    try container.encode(hint, forKey: .hint)
    try container.encode(scopes.sorted { $0.rawValue < $1.rawValue }, forKey: .scopes)
    try container.encode(createdBy, forKey: .createdBy)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encodeIfPresent(expiresAt, forKey: .expiresAt)
    try container.encodeIfPresent(lastUsedDay, forKey: .lastUsedDay)
  }
}
