/// What came of a request that may be sent again because its answer was lost: the next one with the same key of the same
/// bearer is answered alike, and nothing is done twice. What is shown once isn't kept. Source: draft-ietf-httpapi-idempotency-key-header.
public struct KeptAnswer: Equatable, Sendable, Codable {
  /// How long an answer is kept.
  public static let lifetime: Duration = .seconds(24 * 60 * 60)
  /// How long a request counts as under way; whoever was at it is gone afterwards, and the next one takes it up.
  public static let patience: Duration = .seconds(60)
  /// The most bytes of a body that is kept; a longer answer isn't, and none of ours is.
  public static let maximumBytes = 16 * 1024
  /// The most of one tenant, and of the deployment itself; beyond, the oldest go.
  public static let maximumPerTenant = 1000

  /// An answer as it was given.
  public struct Answer: Equatable, Sendable, Codable {
    /// One header field.
    public struct Field: Equatable, Sendable, Codable {
      public let name: String
      public let value: String

      /// A field.
      public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }

    public let status: Int
    public let fields: [Field]
    public let body: [UInt8]

    /// An answer of these parts.
    public init(status: Int, fields: [Field], body: [UInt8]) {
      self.status = status
      self.fields = fields
      self.body = body
    }
  }

  /// By what it is found: a keyed digest of who asks and the key that they chose.
  public let place: TokenDigest
  /// A keyed digest of what was asked.
  public let fingerprint: TokenDigest
  /// Drawn with the first request and the same for all that follow: what is made is named by it, so that one who takes up
  /// what another left half done makes no second one.
  public let seed: Bits128
  /// When it was begun, or taken up.
  public let since: Timestamp
  /// `nil` while it is under way, and for good when whoever was at it died.
  public var answer: Answer?

  /// A request that is under way.
  public init(place: TokenDigest, fingerprint: TokenDigest, seed: Bits128, since: Timestamp) {
    self.place = place
    self.fingerprint = fingerprint
    self.seed = seed
    self.since = since
  }
}
