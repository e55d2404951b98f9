/// Tries the tenant's rules on a sample. Changes nothing and counts nowhere.
public struct CheckSpam: Sendable {
  private let store: any Store
  private let desk: ScreeningDesk

  /// A use case on these ports.
  public init(store: any Store, desk: ScreeningDesk) {
    self.store = store
    self.desk = desk
  }

  /// What would be done with such a call.
  public func callAsFunction(
    _ sample: ScreeningSample, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> ScreeningVerdict {
    let rules = try await desk.rules(of: tenant)
    let settings = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.tenant()?.settings
    }
    guard let settings else { throw .notFound }
    return rules.verdict(on: sample, by: settings.spamThresholds)
  }
}
