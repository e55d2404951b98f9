/// One person's data that is to be taken out of a tenant, and how far that has come. The person is a caller, named by their
/// number; it stands here as long as it is needed, and afterwards only a keyed digest of it does.
public struct PersonErasure: Equatable, Sendable, Codable {
  /// Names one erasure.
  public typealias ID = Identifier<PersonErasure>

  /// How many may be under way at once in a tenant.
  public static let maximumOpen = 16
  /// How long a call is left alone after its end: whoever had it may still write the last words, and the carrier tell of the sound.
  public static let settling: Duration = .seconds(300)
  /// How many recordings may be on their way out before the next calls are looked through.
  static let maximumRecordings = 200

  /// What is looked through next; each goes on behind the place that it names.
  public enum Step: Equatable, Sendable, Codable {
    /// Calls with all that hangs on them, newest first.
    case calls(after: CallCursor?)
    /// What other callers left: the number may be in it.
    case notes(after: Call.ID?)
    case reports(after: SpamReport.ID?)
    /// What finds the number at once, or is short enough to be read as a whole.
    case lists
    /// Nothing but to wait until the sound of recordings and files of exports are deleted, here and at the carrier.
    case copies
  }

  public let id: ID
  /// Of the number, under the deployment's key: for who has the key, to tell whom it was about.
  public let person: TokenDigest
  public let askedAt: Timestamp
  /// `nil` once all is done.
  public internal(set) var number: PhoneNumber?
  public internal(set) var step = Step.calls(after: nil)
  /// What went or was blanked, by table.
  public internal(set) var counts: [String: Int] = [:]
  /// Whose sound isn't gone yet.
  var recordings: [Recording.ID] = []
  /// Whose files aren't gone yet.
  var exports: [Export.ID] = []
  /// Once all is done.
  public internal(set) var statement: SignedPersonErasure?

  /// One that is to be begun.
  public init(_ id: ID, of number: PhoneNumber, known person: TokenDigest, askedAt: Timestamp) {
    self.id = id
    self.number = number
    self.person = person
    self.askedAt = askedAt
  }

  /// It isn't done.
  public var isOpen: Bool { statement == nil }

  /// Adds to what went of a table.
  mutating func count(_ rows: Int = 1, in table: PersonalTable) {
    if rows > 0 { counts[table.rawValue, default: 0] += rows }
  }

  /// Done: the number goes with it.
  public mutating func finish(in tenant: Tenant.ID, at moment: Timestamp, by signer: StatementSigner) {
    let counts = counts.map { ErasureStatement.Count(table: $0.key, rows: $0.value) }
    statement = SignedPersonErasure(
      PersonErasureStatement(tenant: tenant, erasure: id, person: person, counts: counts, askedAt: askedAt, at: moment),
      by: signer)
    number = nil
  }
}

extension KeyedDigest {
  /// What stands for a caller in what is said of their erasure.
  public func person(_ number: PhoneNumber, of tenant: Tenant.ID) -> TokenDigest {
    digest("erased person|\(tenant)|\(number.e164)")
  }
}
