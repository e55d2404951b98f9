/// What a use case needs to tell the audit log of an act: when, under which name, and what chains the entries.
public struct Auditing: Sendable {
  private let time: any TimeSource
  private let ids: IDSource
  /// Must be the same for all who write to one store, and for whoever checks it.
  public let digest: AuditDigest

  /// Auditing by these ports.
  public init(time: any TimeSource, ids: IDSource, digest: AuditDigest) {
    self.time = time
    self.ids = ids
    self.digest = digest
  }

  /// An entry about an act of now, to be appended in the unit of work that carries it out.
  public func draft(
    _ action: AuditAction, by actor: AuditActor, on subject: AuditReference? = nil
  ) -> AuditDraft {
    AuditDraft(
      AuditEntry(
        id: ids(), at: time.now(), actor: actor, action: action, subject: subject, request: nil, outcome: .done),
      chainedBy: digest)
  }

  /// An entry about an act of whoever made the request.
  public func draft(
    _ action: AuditAction, by bearer: Bearer, on subject: AuditReference? = nil
  ) -> AuditDraft {
    draft(action, by: AuditActor(bearer), on: subject)
  }
}

extension AuditActor {
  /// The person or the key behind a request.
  public init(_ bearer: Bearer) {
    switch bearer {
    case .user(let id, _, _): self = .known(AuditReference(.user, id))
    case .key(let id, _, _): self = .known(AuditReference(.apiKey, id))
    }
  }
}
