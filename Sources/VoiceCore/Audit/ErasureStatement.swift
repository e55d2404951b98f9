/// What was erased of a tenant: how many rows of each table, and where its audit log stood. No content, nothing personal.
/// It stays with the deployment after the tenant is gone.
public struct ErasureStatement: Equatable, Sendable, Codable {
  /// The rows of one table, or the objects of one kind.
  public struct Count: Hashable, Sendable, Codable {
    public let table: String
    public let rows: Int

    /// So many rows of this table.
    public init(table: String, rows: Int) {
      self.table = table
      self.rows = rows
    }
  }

  public let tenant: Tenant.ID
  /// By the tables' names.
  public let counts: [Count]
  /// Where the tenant's audit log stood when it went.
  public let auditHead: AuditHead
  /// When the last of it was gone.
  public let at: Timestamp

  /// A statement; the counts are put in order.
  public init(tenant: Tenant.ID, counts: [Count], auditHead: AuditHead, at: Timestamp) {
    self.tenant = tenant
    self.counts = counts.inOrder
    self.auditHead = auditHead
    self.at = at
  }

  /// What is signed.
  public var canonicalBytes: [UInt8] {
    var bytes = CanonicalBytes(of: "voicecore erasure statement 1")
    bytes.append(tenant)
    bytes.append(counts)
    bytes.append(auditHead.position)
    bytes.append(auditHead.hash.bytes)
    bytes.append(at.microseconds)
    return bytes.bytes
  }
}

/// The statement of a tenant's erasure under its signature.
public typealias SignedErasureStatement = Signed<ErasureStatement>

extension Signed<ErasureStatement> {
  /// The statement, signed.
  public init(_ statement: ErasureStatement, by signer: StatementSigner) {
    self.init(statement, as: statement.canonicalBytes, by: signer)
  }

  /// Whether this deployment signed exactly this statement.
  public func isGenuine(to signer: StatementSigner) -> Bool { isGenuine(as: statement.canonicalBytes, to: signer) }
}

extension [ErasureStatement.Count] {
  /// By the tables' names.
  var inOrder: Self { sorted { ($0.table, $0.rows) < ($1.table, $1.rows) } }
}

extension CanonicalBytes {
  /// Counts, one after the other.
  mutating func append(_ counts: [ErasureStatement.Count]) {
    append(UInt64(counts.count))
    for count in counts {
      append(count.table)
      append(Int64(count.rows))
    }
  }
}
