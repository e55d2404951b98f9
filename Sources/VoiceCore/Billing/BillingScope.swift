/// Reads what the tenant has booked and has left.
public protocol BillingSnapshot: Sendable {
  /// The account; `nil` for a tenant that isn't registered, or was before there were accounts: its calls aren't metered until
  /// somebody chooses its plan.
  func billingAccount() async throws(StoreFailure) -> BillingAccount?
  /// The journal, newest first, from just before an entry (`nil`: from the newest), at most `limit`.
  func creditEntries(before number: Int?, limit: Int) async throws(StoreFailure) -> [CreditEntry]
}

/// Writes what the tenant has booked and has left.
public protocol BillingScope: BillingSnapshot {
  /// Opens or changes the account.
  func save(_ account: BillingAccount) async throws(StoreFailure)
  /// Adds to the journal.
  func save(_ entry: CreditEntry) async throws(StoreFailure)
}

extension BillingScope {
  /// A new call's credit, and the facts that go with it; neither where the tenant isn't metered.
  /// - Parameter isKept: whether the call is kept when it is turned away: else nothing is, so that its caller tries again.
  func admission(
    at moment: Timestamp, isKept: Bool = true
  ) async throws(StoreFailure) -> (credit: CallCredit?, facts: [Call.Fact]) {
    guard var account = try await billingAccount() else { return (nil, []) }
    let (credit, change) = account.admit(at: moment)
    guard credit.hold != nil || isKept else { return (credit, []) }
    return (credit, try await keep(account, change))
  }

  /// Books what a call used that has ended, in the unit of work in which it does.
  /// - Returns: the facts that go with it.
  func settle(_ record: CallDetailRecord, by credit: CallCredit?) async throws(StoreFailure) -> [Call.Fact] {
    guard let hold = credit?.hold, var account = try await billingAccount() else { return [] }
    let change = account.settle(hold, using: CallMetering(record), at: record.endedAt)
    return try await keep(account, change)
  }

  /// Keeps an account with what goes with its change.
  /// - Returns: the warnings as facts.
  @discardableResult
  func keep(_ account: BillingAccount, _ change: BillingAccount.Change) async throws(StoreFailure) -> [Call.Fact] {
    try await save(account)
    for entry in change.entries { try await save(entry) }
    return change.warnings.map(Call.Fact.creditsLow)
  }
}
