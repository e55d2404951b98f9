import Foundation
public import VoiceCore

/// What `voicecore doctor --audit` found of one log, as a line for people or for programs.
public struct AuditFinding: Sendable, Encodable {
  /// Whose log; the deployment's own is `Tenant.ID.platform`.
  let tenant: Tenant.ID
  /// `nil` while the tenant is being erased: its keys are gone, and nobody can read its log.
  let verdict: AuditVerdict?

  /// What the check of this log came to.
  public init(tenant: Tenant.ID, verdict: AuditVerdict?) {
    self.tenant = tenant
    self.verdict = verdict
  }

  /// Whether nothing is wrong.
  public var isWell: Bool { if case .broken = verdict { false } else { true } }

  /// One line that says what to do.
  public var line: String {
    let log = tenant == .platform ? "audit log of the deployment" : "audit log of tenant \(tenant)"
    switch verdict {
    case nil: return "note   \(log): its keys are destroyed; it is being erased"
    case .intact(let head):
      return "ok     \(log): \(head.position) entries, head \(head.hash.description.prefix(16))"
    case .broken(let position, let fault):
      return "WRONG  \(log): broken at entry \(position): \(fault.words); find out who can write to the database, and "
        + "compare with a backup"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case tenant, ok, entries, head, fault
    case brokenAt = "broken_at"
  }

  /// One JSON object; the head in full, so that it can be kept elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tenant.description, forKey: .tenant)
    try container.encode(isWell, forKey: .ok)
    switch verdict {
    case nil: break
    case .intact(let head):
      try container.encode(head.position, forKey: .entries)
      try container.encode(head.hash.description, forKey: .head)
    case .broken(let position, let fault):
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
