/// Reads what the tenant has booked and has left.
public protocol BillingSnapshot: Sendable {
  /// The account; `nil` for a tenant that isn't registered, or was before there were accounts: see `accountOrNew`.
  func billingAccount() async throws(StoreFailure) -> BillingAccount?
}

/// Writes what the tenant has booked and has left.
public protocol BillingScope: BillingSnapshot {
  /// Opens or changes the account.
  func save(_ account: BillingAccount) async throws(StoreFailure)
}

extension BillingSnapshot {
  /// The account; of a tenant that has none yet, the one that every tenant begins with.
  public func accountOrNew() async throws(StoreFailure) -> BillingAccount {
    try await billingAccount() ?? BillingAccount()
  }
}
