/// Reads what the tenant has booked and has left.
public protocol BillingSnapshot: Sendable {
  /// The account; `nil` for a tenant that isn't registered.
  func billingAccount() async throws(StoreFailure) -> BillingAccount?
}

/// Writes what the tenant has booked and has left.
public protocol BillingScope: BillingSnapshot {
  /// Opens or changes the account.
  func save(_ account: BillingAccount) async throws(StoreFailure)
}
