internal import VoiceCore

/// An entry of the audit log as administrators see it.
struct AuditEntryJSON: Encodable {
  let link: ChainedAuditEntry

  private enum CodingKeys: String, CodingKey {
    case id, position, at, actor, action, subject, outcome, hash
    case request = "request_id"
  }

  /// What an entry refers to; without an id for who isn't one of many.
  private struct Reference: Encodable {
    let kind: String
    let id: String?
  }

  func encode(to encoder: any Encoder) throws {
    let entry = link.entry
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(entry.id.description, forKey: .id)
    try container.encode(link.position, forKey: .position)
    try container.encode(entry.at.description, forKey: .at)
    try container.encode(Self.reference(entry.actor), forKey: .actor)
    try container.encode(entry.action.rawValue, forKey: .action)
    try container.encode(entry.subject.map(Self.reference), forKey: .subject)
    try container.encode(entry.request?.description, forKey: .request)
    try container.encode(entry.outcome.rawValue, forKey: .outcome)
    try container.encode(link.hash.description, forKey: .hash)
  }

  private static func reference(_ reference: AuditReference) -> Reference {
    Reference(kind: reference.kind.rawValue, id: reference.id.description)
  }

  private static func reference(_ actor: AuditActor) -> Reference {
    switch actor {
    case .known(let reference): self.reference(reference)
    case .server: Reference(kind: "server", id: nil)
    case .commandLine: Reference(kind: "command_line", id: nil)
    }
  }
}
