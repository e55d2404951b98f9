/// What came of checking a stretch of an audit chain.
public enum AuditVerdict: Equatable, Sendable {
  /// All links fit; the next stretch begins here.
  case intact(AuditHead)
  /// The first place at which the chain isn't what was written.
  case broken(at: UInt64, AuditFault)
}

/// What is wrong at the first place where a chain is broken. What was done can look like more than one of them.
public enum AuditFault: String, Sendable, CaseIterable {
  /// The entry, its hash or what goes before it was changed.
  case altered
  /// The entry of this place is gone.
  case missing
  /// An entry of another place stands here.
  case misplaced
  /// More entries than the head knows of.
  case added
  /// The entry can't be opened or read: it was changed where it is sealed, or comes from elsewhere.
  case unreadable
  /// The row that says where the chain ends can't be read; the entries up to this place fit.
  case headUnreadable
}
