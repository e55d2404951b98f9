internal import VoiceCore

/// What, or whom, something refers to; without an id for who isn't one of many.
struct ReferenceJSON: Encodable {
  let kind: String
  let id: String?

  init(_ reference: AuditReference) {
    kind = reference.kind.rawValue
    id = reference.id.description
  }

  init(_ actor: AuditActor) {
    switch actor {
    case .known(let reference): self.init(reference)
    case .server: self.init(kind: "server")
    case .commandLine: self.init(kind: "command_line")
    }
  }

  private init(kind: String) {
    self.kind = kind
    id = nil
  }
}
