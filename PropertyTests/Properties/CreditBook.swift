import PropertyTesting
import VoiceCore

/// An account beside which somebody keeps books of their own: what each call used, what is set aside, who was warned of what.
struct CreditBook {
  /// What is known without asking the account.
  struct Known {
    /// Of calls that run, by the order in which they came.
    var open: [(call: Call.ID, hold: CreditHold)] = []
    /// Of calls that ended: what was metered, and when.
    var metered: [Call.ID: (seconds: Int, at: Timestamp)] = [:]
    /// Who was turned away, in which period.
    var turnedAway: [BillingPeriod] = []
    /// Whether calls above the limit were ever wanted.
    var isAboveEverWanted = false
    /// Whether the plan was never changed.
    var isPlanSteady = true
  }

  var account: BillingAccount
  private var known = Known()
  private var journal: [CreditEntry] = []
  private var warnings: [CreditWarning] = []
  private var now = Timestamp(microseconds: 1_767_225_600_000_000)
  private var calls: UInt128 = 0

  init(_ history: CreditHistory) {
    account = BillingAccount(plan: CreditHistory.plan, atLimit: history.policy)
    known.isAboveEverWanted = history.policy == .overage
    let used = CreditBook.beginning(of: &account, leaving: history.left, at: now)
    journal = used.change.entries
    warnings = used.change.warnings
    if let metered = used.metered { known.metered[metered.call] = (metered.seconds, now) }
  }

  /// Uses what isn't to be left, by one call.
  static func beginning(
    of account: inout BillingAccount, leaving left: Int, at now: Timestamp
  ) -> (change: BillingAccount.Change, metered: CallMetering?) {
    let (credit, first) = account.admit(at: now)
    guard let hold = credit.hold else { return (first, nil) }
    let used = CallMetering(Call.ID(0xFFFF), seconds: account.plan.seconds - left)
    let second = account.settle(hold, using: used, at: now)
    return (
      BillingAccount.Change(entries: first.entries + second.entries, warnings: second.warnings), used
    )
  }

  /// Somebody calls.
  mutating func arrive() throws {
    now = now + .seconds(1)
    if account.atLimit == .overage { known.isAboveEverWanted = true }
    let before = account.standing(at: now)
    let left = before.ledger.balances[.available]
    let (credit, change) = account.admit(at: now)
    take(change)
    calls += 1
    try requireEqual(
      credit.hold != nil, left > 0 || account.atLimit == .overage,
      "who is admitted takes a reserve, as long as any is left")
    guard let hold = credit.hold else {
      known.turnedAway.append(BillingPeriod(containing: now))
      return
    }
    try requireEqual(hold.isOverage, left <= 0, "above the limit is only who comes when nothing is left")
    try requireEqual(hold.seconds, left > 0 ? min(left, CreditLedger.reserve) : CreditLedger.reserve, "a reserve")
    known.open.append((Call.ID(calls), hold))
  }

  /// One of the calls that run ends.
  mutating func end(_ place: Int, after seconds: Int) throws {
    guard !known.open.isEmpty else { return }
    if account.atLimit == .overage { known.isAboveEverWanted = true }
    now = now + .seconds(seconds)
    let (call, hold) = known.open.remove(at: place % known.open.count)
    let before = account.standing(at: now).ledger
    take(account.settle(hold, using: CallMetering(call, seconds: seconds), at: now))
    known.metered[call] = (seconds, now)
    let after = account.ledger
    let above = after.balances[.overage] + after.balances[.waived]
    let spent = seconds > hold.seconds + before.balances[.available]
    if !spent, !hold.isOverage {
      try requireEqual(above, before.balances[.overage] + before.balances[.waived], "what is left is used first")
    }
    if hold.period < BillingPeriod(containing: now) {
      try require(
        after.balances[.available] <= before.balances[.available], "what is left of an old reserve expires")
    }
    if account.atLimit != .overage, !hold.isOverage {
      try require(
        before.balances[.overage] - after.balances[.overage] <= CreditLedger.grace, "a call owes one grace at most")
    }
  }

  mutating func choose(_ plan: BillingPlan) throws {
    now = now + .seconds(1)
    known.isPlanSteady = false
    let before = account.standing(at: now).ledger
    take(account.choose(plan, at: now))
    let after = account.ledger
    try requireEqual(after.balances[.reserved], before.balances[.reserved], "a plan takes from no call that runs")
    let usage = try requireSome(after.usage, "a period runs")
    try requireEqual(usage.limit, plan.seconds, "the plan is the limit")
    try require(
      usage.granted >= plan.seconds && usage.granted <= max(plan.seconds, before.usage?.granted ?? 0),
      "a plan grants what it has more than the former one, and nothing twice")
  }

  mutating func pass(months: Int) { now = now + .seconds(months * 31 * 86_400) }

  private mutating func take(_ change: BillingAccount.Change) {
    journal += change.entries
    warnings += change.warnings
  }

  /// What holds at every moment.
  func audit() throws { try Self.audit(account, journal, known, warnings) }

  /// What holds of an account, its journal, and what was told of it.
  static func audit(
    _ account: BillingAccount, _ journal: [CreditEntry], _ known: Known, _ warnings: [CreditWarning]
  ) throws {
    let balances = account.ledger.balances
    try requireEqual(balances.sum, 0, "what one account gets another gives")
    for name in [CreditAccount.available, .reserved, .used, .expired] {
      try require(balances[name] >= 0, "\(name.rawValue) is never below nothing")
    }
    for name in [CreditAccount.granted, .overage, .waived] {
      try require(balances[name] <= 0, "\(name.rawValue) only gives")
    }
    try requireEqual(
      balances[.reserved], known.open.reduce(0) { $0 + $1.hold.seconds }, "set aside is what calls that run took")
    try requireEqual(
      balances[.used], known.metered.values.reduce(0) { $0 + $1.seconds }, "used is what was metered")
    try auditJournal(account, journal, known)
    try auditWarnings(account, known, warnings)
    if !known.isAboveEverWanted {
      try require(
        -balances[.overage] <= (known.metered.count + known.open.count) * CreditLedger.grace, "one grace for each call")
    }
  }

  private static func auditJournal(_ account: BillingAccount, _ journal: [CreditEntry], _ known: Known) throws {
    try requireEqual(journal.map(\.number), Array(1..<journal.count + 1), "the journal is gapless")
    try requireEqual(account.ledger.entries, journal.count, "and counted")
    var fold: [CreditAccount: Int] = [:]
    for entry in journal {
      try requireEqual(entry.postings.reduce(0) { $0 + $1.seconds }, 0, "an entry sums to zero")
      for posting in entry.postings { fold[posting.account, default: 0] += posting.seconds }
    }
    for (_, hold) in known.open {
      fold[.reserved, default: 0] += hold.seconds
      fold[hold.isOverage ? .overage : .available, default: 0] -= hold.seconds
    }
    for name in CreditAccount.allCases {
      try requireEqual(fold[name] ?? 0, account.ledger.balances[name], "the journal tells \(name.rawValue)")
    }
    let booked = journal.filter { $0.kind == .used }.compactMap(\.call)
    try requireEqual(Set(booked).count, booked.count, "no call is booked twice")
    for (call, metered) in known.metered where metered.seconds > 0 {
      try require(booked.contains(call), "every call that used something is booked")
    }
    let granted = journal.filter { $0.kind == .granted }.map { BillingPeriod(containing: $0.at) }
    try requireEqual(Set(granted).count, granted.count, "a period is granted once")
  }

  private static func auditWarnings(
    _ account: BillingAccount, _ known: Known, _ warnings: [CreditWarning]
  ) throws {
    for usage in [account.ledger.usage].compactMap(\.self) + account.ledger.past {
      let used = known.metered.values.filter { BillingPeriod(containing: $0.at) == usage.period }
      try requireEqual(usage.seconds, used.reduce(0) { $0 + $1.seconds }, "a period's use is that of its calls")
      for percent in [80, 100] {
        let told = warnings.count { $0.period == usage.period && $0.percent == percent }
        try require(told <= 1, "a warning comes once a period")
        if known.turnedAway.contains(usage.period) { try requireEqual(told, 1, "who turns away has been warned") }
        if known.isPlanSteady, usage.seconds * 100 >= usage.limit * percent {
          try requireEqual(told, 1, "who has come to a threshold has been warned")
        }
      }
    }
    for warning in warnings {
      let isTurnedAway = known.turnedAway.contains(warning.period)
      try require(
        isTurnedAway || warning.used * 100 >= warning.limit * warning.percent, "no warning comes before its threshold")
    }
  }
}
