/// Somebody chooses what becomes of calls when the credits are spent; an administrator of the platform chooses the plan, too. A
/// tenant that was there before accounts were has one from then on.
public struct ChangeSubscription: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, auditing: Auditing) {
    self.store = store
    self.time = time
    self.auditing = auditing
  }

  /// Changes what is given; what is in force already changes nothing.
  /// - Returns: the account as it is now.
  public func callAsFunction(
    plan: BillingPlan? = nil, atLimit: LimitPolicy? = nil, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> BillingAccount {
    let now = time.now()
    let draft = auditing(.changeSubscription, by: bearer, on: AuditReference(.subscription, tenant))
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      _ = try await scope.openTenant()
      let known = try await scope.billingAccount()
      var account = known ?? BillingAccount()
      if let atLimit { account.atLimit = atLimit }
      let change = plan.map { account.choose($0, at: now) } ?? BillingAccount.Change()
      guard account.plan != known?.plan || account.atLimit != known?.atLimit else {
        return account.standing(at: now)
      }
      try await scope.keep(account, change)
      try await scope.append(draft)
      return account.standing(at: now)
    }
  }
}
