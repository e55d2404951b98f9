/// By what right somebody administers a tenant's people: as who made a request, or as who may run the commands on the
/// server's machine and could read the database anyway. The audit log names each as what they are.
public enum Authority: Equatable, Sendable {
  /// Who was let through with a token or a key.
  case bearer(Bearer)
  /// Whoever may run the commands on the server's machine: no role is above theirs.
  case commandLine

  /// As the audit log names them.
  public var actor: AuditActor {
    switch self {
    case .bearer(let bearer): AuditActor(bearer)
    case .commandLine: .commandLine
    }
  }

  /// Whether they may give, change or take away that role.
  public func mayGive(_ role: Role) -> Bool {
    switch self {
    case .bearer(let bearer): bearer.mayGive(role)
    case .commandLine: true
    }
  }

  /// Whether they may change a user of that role.
  public func mayChange(_ role: Role) -> Bool {
    switch self {
    case .bearer(let bearer): bearer.allows(.changeUsers) && bearer.mayGive(role)
    case .commandLine: true
    }
  }
}
