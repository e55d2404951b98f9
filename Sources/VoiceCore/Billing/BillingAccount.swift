/// What a tenant has booked and what it has left: one row, through which every decision about credits goes.
public struct BillingAccount: Equatable, Sendable, Codable {
  public var plan: BillingPlan
  public var ledger: CreditLedger

  /// An account; as it begins unless told otherwise.
  public init(plan: BillingPlan = .trial, ledger: CreditLedger = CreditLedger()) {
    self.plan = plan
    self.ledger = ledger
  }
}

/// What a tenant can book. More plans come with metering.
public enum BillingPlan: String, Sendable, Codable, CaseIterable {
  /// With what every tenant begins.
  case trial
}
