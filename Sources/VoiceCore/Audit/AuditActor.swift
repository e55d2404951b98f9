/// Who acted, by reference only.
public enum AuditActor: Hashable, Sendable, Codable {
  /// Somebody known to the tenant or the deployment: a user, an API key.
  case known(AuditReference)
  /// The server by itself: retention, a worker.
  case server
  /// Whoever may run the commands on the server's machine.
  case commandLine
}
