/// What a tenant has booked and what it has left: one row, through which every decision about credits goes, so that two calls
/// that come at once can't both have the last of it.
public struct BillingAccount: Equatable, Sendable, Codable {
  public private(set) var plan: BillingPlan
  /// What becomes of new calls when nothing is left.
  public var atLimit: LimitPolicy
  public private(set) var ledger: CreditLedger

  /// An account; as it begins unless told otherwise.
  public init(
    plan: BillingPlan = .trial, atLimit: LimitPolicy = .voicemail, ledger: CreditLedger = CreditLedger()
  ) {
    self.plan = plan
    self.atLimit = atLimit
    self.ledger = ledger
  }

  /// An account as it was kept; one that is older than the policies has the one of new tenants.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    plan = try container.decode(BillingPlan.self, forKey: .plan)
    atLimit = try container.decodeIfPresent(LimitPolicy.self, forKey: .atLimit) ?? .voicemail
    ledger = try container.decode(CreditLedger.self, forKey: .ledger)
  }

  /// What goes with a change: lines of the journal, and warnings that are to be told.
  public struct Change: Equatable, Sendable {
    public internal(set) var entries: [CreditEntry]
    public internal(set) var warnings: [CreditWarning]

    /// A change of these parts.
    public init(entries: [CreditEntry] = [], warnings: [CreditWarning] = []) {
      self.entries = entries
      self.warnings = warnings
    }
  }

  /// A new call wants to be admitted.
  public mutating func admit(at moment: Timestamp) -> (credit: CallCredit, change: Change) {
    var change = Change(entries: ledger.begin(at: moment, by: plan))
    if let hold = ledger.hold(above: atLimit == .overage) { return (.held(hold), change) }
    change.warnings = ledger.warnings(isTurnedAway: true)
    return (.turnedAway(atLimit), change)
  }

  /// A call that was admitted has ended. Once a call: whoever ends it does so in the same unit of work.
  public mutating func settle(_ hold: CreditHold, using metered: CallMetering, at moment: Timestamp) -> Change {
    var change = Change(entries: ledger.begin(at: moment, by: plan))
    if let entry = ledger.settle(hold, using: metered, above: atLimit == .overage, at: moment) {
      change.entries.append(entry)
    }
    change.warnings = ledger.warnings()
    return change
  }

  /// Another plan from now on.
  public mutating func choose(_ plan: BillingPlan, at moment: Timestamp) -> Change {
    self.plan = plan
    var change = Change(entries: ledger.begin(at: moment, by: plan))
    change.entries += ledger.change(to: plan, at: moment)
    return change
  }

  /// The account in the period of a moment: for whoever reads, while nobody has called in it yet.
  public func standing(at moment: Timestamp) -> BillingAccount {
    var account = self
    _ = account.ledger.begin(at: moment, by: plan)
    return account
  }
}
