/// Somebody known was refused an administrative act: the tenant's audit log says so, as often as `RefusalTally` allows.
public struct RecordRefusal: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Tells of the act as a refused one. Whether the log can be reached is no concern of who was refused: the answer is the
  /// same, and comes within the store's bounds.
  /// - Returns: Whether the log knows of it now, or needn't; `false` when it couldn't be reached.
  @discardableResult
  public func callAsFunction(_ draft: AuditDraft, in tenant: Tenant.ID) async -> Bool {
    let refused = draft.refused
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        // A token may outlive its tenant, whose log neither goes on nor begins anew.
        _ = try await scope.openTenant()
        try await scope.appendRefusal(refused)
      }
      return true
    } catch {
      return error == .notFound
    }
  }
}
