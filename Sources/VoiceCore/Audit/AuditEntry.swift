/// One administrative act: who did what to what, when, and whether it came about. By reference only: no name, number,
/// address, place or content.
public struct AuditEntry: Equatable, Sendable, Codable {
  /// Names one entry.
  public typealias ID = Identifier<AuditEntry>
  /// Names the request by which the act came; only names that we gave, for a client's own may say anything.
  public typealias RequestID = Identifier<AuditedRequest>

  /// What became of the act.
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    /// It came about.
    case done
    /// The actor wasn't allowed to.
    case refused
    /// It was allowed and came to nothing.
    case failed
  }

  public let id: ID
  public let at: Timestamp
  public let actor: AuditActor
  public let action: AuditAction
  public let subject: AuditReference?
  public let request: RequestID?
  public let outcome: Outcome

  /// An act with its outcome.
  public init(
    id: ID, at: Timestamp, actor: AuditActor, action: AuditAction, subject: AuditReference?, request: RequestID?,
    outcome: Outcome
  ) {
    self.id = id
    self.at = at
    self.actor = actor
    self.action = action
    self.subject = subject
    self.request = request
    self.outcome = outcome
  }
}

/// A request that led to an audited act; nothing else is known of it.
public enum AuditedRequest {}

extension AuditEntry {
  /// Writes all of the entry: two entries that differ anywhere give different bytes.
  func write(to bytes: inout CanonicalBytes) {
    bytes.append(id)
    bytes.append(at.microseconds)
    actor.write(to: &bytes)
    bytes.append(action.rawValue)
    bytes.append(subject) { $1.write(to: &$0) }
    bytes.append(request) { $0.append($1) }
    bytes.append(outcome.rawValue)
  }
}

extension AuditActor {
  fileprivate func write(to bytes: inout CanonicalBytes) {
    switch self {
    case .known(let reference):
      bytes.append("known")
      reference.write(to: &bytes)
    case .server: bytes.append("server")
    case .commandLine: bytes.append("command_line")
    }
  }
}

extension AuditReference {
  fileprivate func write(to bytes: inout CanonicalBytes) {
    bytes.append(kind.rawValue)
    bytes.append(id)
  }
}
