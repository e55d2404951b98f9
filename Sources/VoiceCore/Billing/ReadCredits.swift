/// Reads a tenant's credits for its people.
public struct ReadCredits: Sendable {
  /// The most entries on one page.
  public static let maximumPage = 500

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// The account as it stands now: in this period, though nobody may have called in it yet. `nil` for a tenant whose calls aren't
  /// metered.
  public func account(of tenant: Tenant.ID) async throws(StoreFailure) -> BillingAccount? {
    let now = time.now()
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.billingAccount()?.standing(at: now)
    }
  }

  /// The account, and a page of its journal, newest first: entries of lower numbers than `number` (`nil`: from the newest).
  public func journal(
    of tenant: Tenant.ID, before number: Int?, limit: Int
  ) async throws(StoreFailure) -> (account: BillingAccount?, page: PageOfList<CreditEntry, Int>) {
    let limit = min(max(limit, 1), Self.maximumPage)
    let now = time.now()
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      let entries = try await scope.creditEntries(before: number, limit: limit + 1)
      return (try await scope.billingAccount()?.standing(at: now), PageOfList(entries, limit) { $0.number })
    }
  }
}
