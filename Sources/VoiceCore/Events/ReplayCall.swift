/// Reads a stored call to step through it: for whoever runs the deployment.
public struct ReplayCall: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// What is kept of a call of the tenant; `nil` when it has no such call.
  public func callAsFunction(
    _ id: Call.ID, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> CallReplay? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(id) else { return nil }
      let language = try await scope.tenant()?.settings.language ?? .english
      return CallReplay(call, try await scope.facts(of: id), try await scope.transcript(of: id), language: language)
    }
  }
}
