/// An administrator says what a session with the voice AI may cost and last.
public struct ChangeSessionCap: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Takes this cap for sessions that begin, or go on after a cut, from now on; those that run aren't touched.
  public func callAsFunction(
    to wanted: SessionCap, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(StoreFailure) {
    _ = try await store.change(
      settingsOf: tenant, telling: auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    ) { $0.session = wanted }
  }
}
