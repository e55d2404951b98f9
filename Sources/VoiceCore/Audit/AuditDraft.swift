/// An entry on its way into the log, with the digest that chains it there. Made before the unit of work, whose body may
/// run again and draws neither ids nor times.
public struct AuditDraft: Sendable {
  public let entry: AuditEntry
  public let digest: AuditDigest

  /// An entry that is to be chained by this digest.
  public init(_ entry: AuditEntry, chainedBy digest: AuditDigest) {
    self.entry = entry
    self.digest = digest
  }

  /// The same act as one that the actor wasn't allowed to do. Of the two, one is appended.
  public var refused: AuditDraft {
    AuditDraft(
      AuditEntry(
        id: entry.id, at: entry.at, actor: entry.actor, action: entry.action, subject: entry.subject,
        request: entry.request, outcome: .refused),
      chainedBy: digest)
  }
}
