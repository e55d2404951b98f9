/// What a use case needs to tell the audit log of an act: when, under which name, and what chains the entries.
public struct Auditing: Sendable {
  private let time: any TimeSource
  private let ids: IDSource
  /// Must be the same for all who write to one store, and for whoever checks it.
  public let digest: AuditDigest
  private let request: AuditEntry.RequestID?

  /// Auditing by these ports.
  public init(time: any TimeSource, ids: IDSource, digest: AuditDigest) {
    self.init(time: time, ids: ids, digest: digest, request: nil)
  }

  private init(time: any TimeSource, ids: IDSource, digest: AuditDigest, request: AuditEntry.RequestID?) {
    self.time = time
    self.ids = ids
    self.digest = digest
    self.request = request
  }

  /// The same, telling by which request the acts came.
  public func about(_ request: AuditEntry.RequestID?) -> Auditing {
    Auditing(time: time, ids: ids, digest: digest, request: request)
  }

  /// An entry about an act of now, to be appended in the unit of work that carries it out.
  public func callAsFunction(
    _ action: AuditAction, by actor: AuditActor, on subject: AuditReference? = nil
  ) -> AuditDraft {
    AuditDraft(
      AuditEntry(
        id: ids(), at: time.now(), actor: actor, action: action, subject: subject, request: request, outcome: .done),
      chainedBy: digest)
  }

  /// An entry about an act of whoever made the request.
  public func callAsFunction(
    _ action: AuditAction, by bearer: Bearer, on subject: AuditReference? = nil
  ) -> AuditDraft {
    self(action, by: AuditActor(bearer), on: subject)
  }
}

extension AuditActor {
  /// The person or the key behind a request.
  public init(_ bearer: Bearer) { self = .known(AuditReference(bearer)) }
}

extension AuditReference {
  /// The person or the key behind a request.
  public init(_ bearer: Bearer) {
    switch bearer {
    case .user(let id, _, _): self.init(.user, id)
    case .key(let id, _, _): self.init(.apiKey, id)
    }
  }
}
