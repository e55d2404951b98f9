/// What the platform knows of a tenant that is closed: since when, how much of it is gone. No content.
public struct TenantClosure: Equatable, Sendable {
  public let tenant: Tenant.ID
  public let closedAt: Timestamp
  /// Where its audit log stood; known once it was read for the last time.
  public let auditHead: AuditHead?
  /// What was taken out so far, by table.
  public let counts: [ErasureStatement.Count]
  /// There when nothing is left.
  public let statement: SignedErasureStatement?

  /// A closure of these parts; the counts are put in order.
  public init(
    tenant: Tenant.ID, closedAt: Timestamp, auditHead: AuditHead? = nil, counts: [ErasureStatement.Count] = [],
    statement: SignedErasureStatement? = nil
  ) {
    self.tenant = tenant
    self.closedAt = closedAt
    self.auditHead = auditHead
    self.counts = counts.sorted { $0.table < $1.table }
    self.statement = statement
  }
}
