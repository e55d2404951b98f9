/// Reads the tenant's audit log.
public protocol AuditSnapshot: Sendable {
  /// Where the chain stands; `nil` when nothing was ever written.
  func auditHead() async throws(StoreFailure) -> AuditHead?
  /// Entries in the order of the chain, from just after a position (0: from the first).
  func auditEntries(after position: UInt64, limit: Int) async throws(StoreFailure) -> [ChainedAuditEntry]
  /// Entries by their time, newest first, from just before a place (`nil`: from the newest).
  func auditEntries(before place: AuditPlace?, limit: Int) async throws(StoreFailure) -> [ChainedAuditEntry]
}

/// Writes the tenant's audit log, which only ever grows.
public protocol AuditScope: AuditSnapshot {
  /// Appends the entry to the tenant's chain, in the same commit as the act that it tells of. The chain's head is one
  /// versioned row: of two acts at once one runs again, and no place is given twice.
  func append(_ draft: AuditDraft) async throws(StoreFailure)
  /// Appends an entry about an act that was refused, unless `RefusalTally` says that the log has enough of its kind.
  /// - Returns: Whether it was appended.
  @discardableResult func appendRefusal(_ draft: AuditDraft) async throws(StoreFailure) -> Bool
}

/// Where an entry stands among others by time; the chain's order settles ties.
public struct AuditPlace: Hashable, Comparable, Sendable {
  public let at: Timestamp
  public let position: UInt64

  /// The place of an entry.
  public init(at: Timestamp, position: UInt64) {
    self.at = at
    self.position = position
  }

  /// The place of this entry.
  public init(of entry: ChainedAuditEntry) { self.init(at: entry.entry.at, position: entry.position) }

  /// Earlier before later.
  public static func < (left: Self, right: Self) -> Bool {
    (left.at, left.position) < (right.at, right.position)
  }

  /// Just before the first entry of that moment.
  public static func start(of moment: Timestamp) -> AuditPlace { AuditPlace(at: moment, position: 0) }
}
