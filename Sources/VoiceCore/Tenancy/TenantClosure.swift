/// What the platform knows of a tenant that is closed: since when, by whom, how much of it is gone. No content.
public struct TenantClosure: Equatable, Sendable {
  public let tenant: Tenant.ID
  public let closedAt: Timestamp
  /// Who closed it; `nil` for one that was closed before this was kept.
  public var actor: AuditActor?
  /// Where its audit log stood; known once it was read for the last time, if it could be read.
  public var auditHead: AuditHead?
  /// Calls that the carrier has and that are still to be hung up.
  public var handedOver: [CarrierCallID]
  /// Recordings that the carrier is still to delete.
  public var recordings: [CarrierRecording]
  /// Since when its keys are gone: from then on nothing of it can be written.
  public var keysDestroyedAt: Timestamp?
  /// What was taken out so far, by table.
  public let counts: [ErasureStatement.Count]
  /// There when nothing is left.
  public var statement: SignedErasureStatement?

  /// A closure of these parts; the counts are put in order.
  public init(
    tenant: Tenant.ID, closedAt: Timestamp, actor: AuditActor? = nil, auditHead: AuditHead? = nil,
    handedOver: [CarrierCallID] = [], recordings: [CarrierRecording] = [], keysDestroyedAt: Timestamp? = nil,
    counts: [ErasureStatement.Count] = [], statement: SignedErasureStatement? = nil
  ) {
    self.tenant = tenant
    self.closedAt = closedAt
    self.actor = actor
    self.auditHead = auditHead
    self.handedOver = handedOver
    self.recordings = recordings
    self.keysDestroyedAt = keysDestroyedAt
    self.counts = counts.sorted { $0.table < $1.table }
    self.statement = statement
  }

  /// The same with these counts.
  public func counting(_ counts: [ErasureStatement.Count]) -> TenantClosure {
    TenantClosure(
      tenant: tenant, closedAt: closedAt, actor: actor, auditHead: auditHead, handedOver: handedOver,
      recordings: recordings, keysDestroyedAt: keysDestroyedAt, counts: counts, statement: statement)
  }
}
