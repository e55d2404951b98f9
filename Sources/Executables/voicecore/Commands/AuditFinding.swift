import Foundation
public import VoiceCore

/// What `voicecore doctor --audit` found of one log, as a line for people or for programs.
public struct AuditFinding: Sendable, Encodable {
  /// Whose log; the deployment's own is `Tenant.ID.platform`.
  let tenant: Tenant.ID
  let verdict: Verdict

  /// What can be said of a log.
  public enum Verdict: Sendable {
    case checked(AuditVerdict)
    /// The tenant is being erased: nobody can read its log.
    case keysDestroyed
    /// Its keys can't be opened.
    case keysUnreadable
    /// The tenant is gone, and this statement of it is genuine.
    case erased(ErasureStatement)
    /// The tenant is gone, and what is said of it isn't what this deployment signed.
    case statementForged
  }

  /// What the check of this log came to.
  public init(tenant: Tenant.ID, _ verdict: Verdict) {
    self.tenant = tenant
    self.verdict = verdict
  }

  /// Whether nothing is wrong.
  public var isWell: Bool {
    switch verdict {
    case .checked(.intact), .keysDestroyed, .erased: true
    case .checked(.broken), .keysUnreadable, .statementForged: false
    }
  }

  /// One line that says what to do.
  public var line: String {
    let log = tenant == .platform ? "audit log of the deployment" : "audit log of tenant \(tenant)"
    switch verdict {
    case .keysDestroyed: return "note   \(log): its keys are destroyed; it is being erased"
    case .keysUnreadable:
      return "WRONG  \(log): its keys can't be opened: by another VOICECORE_MASTER_KEY, or somebody was at them"
    case .erased(let statement):
      let rows = statement.counts.reduce(0) { $0 + $1.rows }
      return
        "ok     statement of tenant \(tenant), erased: \(rows) rows, its audit log ended at \(statement.auditHead.position)"
    case .statementForged:
      return
        "WRONG  statement of tenant \(tenant), erased: it isn't what this deployment signed; find out who can write to "
        + "the database, or which VOICECORE_MASTER_KEY signed it"
    case .checked(.intact(let head)):
      return "ok     \(log): \(head.position) entries, head \(head.hash.description.prefix(16))"
    case .checked(.broken(let position, let fault)):
      return "WRONG  \(log): broken at entry \(position): \(fault.words); find out who can write to the database, and "
        + "compare with a backup"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case tenant, ok, entries, head, fault
    case brokenAt = "broken_at"
    case erasedRows = "erased_rows"
  }

  /// One JSON object; the head in full, so that it can be kept elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tenant.description, forKey: .tenant)
    try container.encode(isWell, forKey: .ok)
    switch verdict {
    case .keysDestroyed: break
    case .keysUnreadable: try container.encode("keys_unreadable", forKey: .fault)
    case .statementForged: try container.encode("statement_forged", forKey: .fault)
    case .erased(let statement):
      try container.encode(statement.counts.reduce(0) { $0 + $1.rows }, forKey: .erasedRows)
      try container.encode(statement.auditHead.position, forKey: .entries)
      try container.encode(statement.auditHead.hash.description, forKey: .head)
    case .checked(.intact(let head)):
      try container.encode(head.position, forKey: .entries)
      try container.encode(head.hash.description, forKey: .head)
    case .checked(.broken(let position, let fault)):
      try container.encode(position, forKey: .brokenAt)
      try container.encode(fault.rawValue, forKey: .fault)
    }
  }

  /// As a line of JSON.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension AuditFault {
  fileprivate var words: String {
    switch self {
    case .altered: "it, its hash or what goes before it was changed"
    case .missing: "it is gone"
    case .misplaced: "another entry stands there"
    case .added: "there are more entries than the log's head knows of"
    case .unreadable: "it can't be opened, because it was changed or moved there from elsewhere"
    case .headUnreadable: "the row that says where the log ends was changed"
    }
  }
}
