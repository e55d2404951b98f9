/// Reads a tenant's numbers, rules and settings of routing: those who may read them at all see them all.
public struct ReadRouting: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// The numbers, in their order.
  public func lines(of tenant: Tenant.ID) async throws(StoreFailure) -> [PhoneLine] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.phoneLines() }
  }

  /// One number; `nil` for one that isn't the tenant's.
  public func line(_ number: PhoneNumber, of tenant: Tenant.ID) async throws(StoreFailure) -> PhoneLine? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.phoneLine(number) }
  }

  /// The transfer rules, by id.
  public func rules(of tenant: Tenant.ID) async throws(StoreFailure) -> [TransferRule] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.transferRules() }
  }

  /// One rule.
  public func rule(_ id: TransferRule.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> TransferRule? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.transferRule(id) }
  }

  /// The company's settings; `nil` for a tenant that isn't there.
  public func settings(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantSettings? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.tenant()?.settings }
  }
}
