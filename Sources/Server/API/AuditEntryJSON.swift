internal import VoiceCore

/// An entry of the audit log as administrators see it.
struct AuditEntryJSON: Encodable {
  let link: ChainedAuditEntry

  private enum CodingKeys: String, CodingKey {
    case id, position, at, actor, action, subject, outcome, hash
    case request = "request_id"
  }

  func encode(to encoder: any Encoder) throws {
    let entry = link.entry
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(entry.id.description, forKey: .id)
    try container.encode(link.position, forKey: .position)
    try container.encode(entry.at.description, forKey: .at)
    try container.encode(ReferenceJSON(entry.actor), forKey: .actor)
    try container.encode(entry.action.rawValue, forKey: .action)
    try container.encode(entry.subject.map(ReferenceJSON.init), forKey: .subject)
    try container.encode(entry.request?.description, forKey: .request)
    try container.encode(entry.outcome.rawValue, forKey: .outcome)
    try container.encode(link.hash.description, forKey: .hash)
  }
}
