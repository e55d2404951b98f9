/// What was erased of one person: how many rows of each table went or were blanked. No content; the person is a keyed digest.
public struct PersonErasureStatement: Equatable, Sendable, Codable {
  public let tenant: Tenant.ID
  public let erasure: PersonErasure.ID
  public let person: TokenDigest
  /// By the tables' names.
  public let counts: [ErasureStatement.Count]
  public let askedAt: Timestamp
  /// When the last of it was gone.
  public let at: Timestamp

  /// A statement; the counts are put in order.
  public init(
    tenant: Tenant.ID, erasure: PersonErasure.ID, person: TokenDigest, counts: [ErasureStatement.Count],
    askedAt: Timestamp, at: Timestamp
  ) {
    self.tenant = tenant
    self.erasure = erasure
    self.person = person
    self.counts = counts.inOrder
    self.askedAt = askedAt
    self.at = at
  }

  /// What is signed.
  public var canonicalBytes: [UInt8] {
    var bytes = CanonicalBytes(of: "voicecore person erasure statement 1")
    bytes.append(tenant)
    bytes.append(erasure)
    bytes.append(person.hex)
    bytes.append(counts)
    bytes.append(askedAt.microseconds)
    bytes.append(at.microseconds)
    return bytes.bytes
  }
}

/// The statement of a person's erasure under its signature.
public typealias SignedPersonErasure = Signed<PersonErasureStatement>

extension Signed<PersonErasureStatement> {
  /// The statement, signed.
  public init(_ statement: PersonErasureStatement, by signer: StatementSigner) {
    self.init(statement, as: statement.canonicalBytes, by: signer)
  }

  /// Whether this deployment signed exactly this statement.
  public func isGenuine(to signer: StatementSigner) -> Bool { isGenuine(as: statement.canonicalBytes, to: signer) }
}
