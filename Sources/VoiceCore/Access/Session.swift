/// One sign-in on one device, as long as it is renewed: a family of refresh tokens of which one is good at a time.
///
/// A used token that is shown again was copied, and the session ends for everybody (RFC 9700, section 4.14.2). Except
/// right after its use: a reply may have been lost, so for `retryWindow` the token before the current one gets the same
/// answer once more. A thief gains nothing by that: who holds the same token as its owner is found out at the next use.
public struct Session: Equatable, Sendable, Codable {
  /// Names one session.
  public typealias ID = Identifier<Session>

  /// No session lasts longer, however much it is used.
  public static let longestLife: Duration = .seconds(30 * 24 * 60 * 60)
  /// A session that isn't renewed for so long is over.
  public static let longestIdleness: Duration = .seconds(7 * 24 * 60 * 60)
  /// How long after its use a token gets the same answer again.
  public static let retryWindow: Duration = .seconds(30)
  /// A user's sessions; the one that was renewed longest ago makes room.
  public static let maximumPerUser = 20

  public let id: ID
  public let user: User.ID
  /// What is kept of the tokens' common half; finds the session from outside.
  public let family: TokenDigest
  public let startedAt: Timestamp
  /// What is kept of the good token.
  public private(set) var current: TokenDigest
  /// When the good token was made.
  public private(set) var renewedAt: Timestamp
  /// The renewal that made the good token; `nil` for the first one.
  public private(set) var lastRenewal: Renewal?

  /// How a token followed another.
  public struct Renewal: Equatable, Sendable, Codable {
    /// What is kept of the token that was used.
    public let used: TokenDigest
    /// What was mixed into the new one.
    public let salt: String
  }

  /// A session whose first token has this digest.
  public init(id: ID, user: User.ID, family: TokenDigest, first: TokenDigest, startedAt: Timestamp) {
    self.id = id
    self.user = user
    self.family = family
    self.startedAt = startedAt
    current = first
    renewedAt = startedAt
  }

  /// What happened to a session that goes on. One that ends is taken out.
  public enum Fact: Equatable, Sendable {
    case renewed(at: Timestamp, used: TokenDigest, salt: String, next: TokenDigest)
  }

  /// What a token that is shown deserves.
  public enum Verdict: Equatable, Sendable {
    /// The good one: it is used up, and the next one is made with a new salt.
    case renew
    /// The one before it, just now: the next one is made with the salt that it was made with.
    case repeatReply(salt: String)
    /// A used one: it was copied, and the session ends.
    case reused
    /// Too old, or unused for too long: the session ends.
    case expired
  }

  /// What a token of this session with that digest deserves at that moment. Age comes first: what is over can't be
  /// ended again.
  public func decide(shown: TokenDigest, at moment: Timestamp) -> Verdict {
    guard moment < expiresAt else { return .expired }
    if shown.matches(current) { return .renew }
    if let lastRenewal, shown.matches(lastRenewal.used), moment < renewedAt + Self.retryWindow {
      return .repeatReply(salt: lastRenewal.salt)
    }
    return .reused
  }

  /// The only way the state changes.
  public mutating func evolve(_ fact: Fact) {
    switch fact {
    case .renewed(let moment, let used, let salt, let next):
      lastRenewal = Renewal(used: used, salt: salt)
      current = next
      renewedAt = moment
    }
  }

  /// When the session is over if nobody renews it.
  public var expiresAt: Timestamp { min(startedAt + Self.longestLife, renewedAt + Self.longestIdleness) }
}
