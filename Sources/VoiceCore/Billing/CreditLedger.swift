/// A tenant's credits, in seconds of call time: double entry, of which this holds the balances and what each period used.
/// A plain value: whatever is decided on it goes through the one row of the tenant's account.
public struct CreditLedger: Equatable, Sendable {
  /// What is set aside for a new call, in seconds; less when less is left.
  public static let reserve = 60
  /// For how long a call that runs goes on being booked when nothing is left, in seconds: as long as a session with the voice
  /// AI lasts. What is longer nobody owes.
  public static let grace = 1800
  /// How many past periods are remembered.
  public static let maximumPast = 24

  public private(set) var balances = CreditBalances()
  /// The period that runs; `nil` before the first grant.
  public private(set) var usage: CreditUsage?
  /// Those before it, the newest first; periods in which nothing happened are left out.
  public private(set) var past: [CreditUsage] = []
  /// How many entries the journal has.
  public private(set) var entries = 0

  /// A ledger without an entry.
  public init() {}

  /// Begins the period of a moment, once: what was left expires, and the plan is granted anew. A moment of a period that is
  /// over is taken for one of that which runs.
  /// - Returns: the entries of the journal.
  mutating func begin(at moment: Timestamp, by plan: BillingPlan) -> [CreditEntry] {
    let period = BillingPeriod(containing: moment)
    if let usage, usage.period >= period { return [] }
    var added: [CreditEntry] = []
    if balances[.available] > 0 {
      added.append(enter(.expired, at: moment) { $0.move($0[.available], from: .available, to: .expired) })
    }
    if let usage { past = Array(([usage] + past).prefix(Self.maximumPast)) }
    usage = CreditUsage(period, limit: plan.seconds)
    added.append(enter(.granted, at: moment) { $0.move(plan.seconds, from: .granted, to: .available) })
    return added
  }

  /// Sets something aside for a new call.
  /// - Returns: `nil` when nothing is left and nothing may be booked above the limit.
  mutating func hold(above: Bool) -> CreditHold? {
    guard let usage else { return nil }
    let isOverage = balances[.available] <= 0
    guard !isOverage || above else { return nil }
    let seconds = isOverage ? Self.reserve : min(Self.reserve, balances[.available])
    balances.move(seconds, from: isOverage ? .overage : .available, to: .reserved)
    return CreditHold(seconds: seconds, period: usage.period, isOverage: isOverage)
  }

  /// Books what an ended call used: from what was set aside for it, then from what is left, then above the limit, for as long as
  /// it may.
  /// - Returns: the journal's entry; `nil` when it used nothing and nothing expires.
  mutating func settle(
    _ hold: CreditHold, using metered: CallMetering, above: Bool, at moment: Timestamp
  ) -> CreditEntry? {
    // The call gives back what was set aside, which the journal never had.
    let source: CreditAccount = hold.isOverage ? .overage : .available
    balances.move(hold.seconds, from: .reserved, to: source)
    let isOld = usage.map { $0.period != hold.period } ?? true
    guard metered.seconds > 0 || (isOld && !hold.isOverage) else { return nil }
    let entry = enter(.used, at: moment, of: metered.call) { balances in
      let paid = min(metered.seconds, hold.seconds)
      balances.move(paid, from: source, to: .used)
      // What is left of an old period's grant expires like the rest of it.
      if isOld, !hold.isOverage { balances.move(hold.seconds - paid, from: .available, to: .expired) }
      let more = metered.seconds - paid
      let left = min(more, balances[.available])
      balances.move(left, from: .available, to: .used)
      let owed = above || hold.isOverage ? more - left : min(more - left, Self.grace)
      balances.move(owed, from: .overage, to: .used)
      balances.move(more - left - owed, from: .waived, to: .used)
    }
    count(entry, metered)
    return entry
  }

  /// Another plan from now on: what it has more is granted at once, what it has less is taken from what is left.
  mutating func change(to plan: BillingPlan, at moment: Timestamp) -> [CreditEntry] {
    guard var usage, usage.limit != plan.seconds else { return [] }
    usage.limit = plan.seconds
    // What is used or set aside isn't taken back, so that a plan changed to and fro grants nothing twice.
    let granted = max(plan.seconds, usage.granted - balances[.available])
    let more = granted - usage.granted
    usage.granted = granted
    self.usage = usage
    guard more != 0 else { return [] }
    return [enter(.planChanged, at: moment) { $0.move(more, from: .granted, to: .available) }]
  }

  /// See `CreditUsage.warnings`.
  mutating func warnings(isTurnedAway: Bool = false) -> [CreditWarning] {
    usage?.warnings(isTurnedAway: isTurnedAway) ?? []
  }

  private mutating func enter(
    _ kind: CreditEntry.Kind, at moment: Timestamp, of call: Call.ID? = nil,
    _ change: (inout CreditBalances) -> Void
  ) -> CreditEntry {
    let former = balances
    change(&balances)
    entries += 1
    return CreditEntry(
      number: entries, at: moment, kind: kind, call: call, postings: balances.postings(since: former))
  }

  private mutating func count(_ entry: CreditEntry, _ metered: CallMetering) {
    if metered.seconds > 0 { usage?.calls += 1 }
    usage?.seconds += metered.seconds
    usage?.microdollars += metered.microdollars
    for posting in entry.postings {
      switch posting.account {
      case .overage: usage?.overage -= posting.seconds
      case .waived: usage?.waived -= posting.seconds
      case .granted, .available, .reserved, .used, .expired: break
      }
    }
  }
}

extension CreditLedger: Codable {
  private enum CodingKeys: String, CodingKey { case balances, usage, past, entries }

  /// A ledger as it was kept; one of the time before there were any is empty.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    balances = try container.decodeIfPresent(CreditBalances.self, forKey: .balances) ?? CreditBalances()
    usage = try container.decodeIfPresent(CreditUsage.self, forKey: .usage)
    past = try container.decodeIfPresent([CreditUsage].self, forKey: .past) ?? []
    entries = try container.decodeIfPresent(Int.self, forKey: .entries) ?? 0
  }
}
