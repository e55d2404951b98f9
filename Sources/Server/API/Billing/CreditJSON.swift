internal import VoiceCore

/// What was used in one period.
private struct PeriodJSON: Encodable {
  let usage: CreditUsage

  private enum CodingKeys: String, CodingKey {
    case period, from, to, calls
    case limit = "limit_seconds"
    case used = "used_seconds"
    case overage = "overage_seconds"
    case waived = "waived_seconds"
    case cost = "ai_microdollars"
    case warned = "warned_percents"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(usage.period.description, forKey: .period)
    try container.encode(usage.period.start.description, forKey: .from)
    try container.encode(usage.period.next.start.description, forKey: .to)
    try container.encode(usage.limit, forKey: .limit)
    try container.encode(usage.seconds, forKey: .used)
    try container.encode(usage.calls, forKey: .calls)
    try container.encode(usage.overage, forKey: .overage)
    try container.encode(usage.waived, forKey: .waived)
    try container.encode(usage.microdollars, forKey: .cost)
    try container.encode(usage.warned, forKey: .warned)
  }
}

/// What `/v1/usage` shows.
struct UsageJSON: Encodable {
  let account: BillingAccount

  private enum CodingKeys: String, CodingKey { case current, past }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(account.ledger.usage.map(PeriodJSON.init), forKey: .current)
    try container.encode(account.ledger.past.map(PeriodJSON.init), forKey: .past)
  }
}

/// What `/v1/subscription` shows.
struct SubscriptionJSON: Encodable {
  let account: BillingAccount

  private enum CodingKeys: String, CodingKey {
    case plan
    case seconds = "included_seconds"
    case atLimit = "at_limit"
    case zone = "time_zone"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(account.plan.rawValue, forKey: .plan)
    try container.encode(account.plan.seconds, forKey: .seconds)
    try container.encode(account.atLimit.rawValue, forKey: .atLimit)
    try container.encode("UTC", forKey: .zone)
  }
}

/// The body that changes a subscription.
struct SubscriptionChangeBody: Decodable {
  private let plan: String?
  private let atLimit: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["plan", "at_limit"])
    plan = try fields.textIfThere("plan")
    atLimit = try fields.textIfThere("at_limit")
  }

  /// What isn't said stays.
  func chosen() throws(APIFault) -> (plan: BillingPlan?, atLimit: LimitPolicy?) {
    (try Self.choice(plan, in: "plan"), try Self.choice(atLimit, in: "at_limit"))
  }

  private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ text: String?, in field: String
  ) throws(APIFault) -> Choice? {
    guard let text else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw .field(field, "One of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return choice
  }
}

/// What `/v1/credits` shows: seconds of call time.
struct CreditsJSON: Encodable {
  let account: BillingAccount
  let entries: [CreditEntry]
  let next: String?

  private enum CodingKeys: String, CodingKey {
    case data
    case limit = "limit_seconds"
    case available = "available_seconds"
    case reserved = "reserved_seconds"
    case used = "used_seconds"
    case next = "next_cursor"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(account.ledger.usage?.limit ?? account.plan.seconds, forKey: .limit)
    try container.encode(account.ledger.balances[.available], forKey: .available)
    try container.encode(account.ledger.balances[.reserved], forKey: .reserved)
    try container.encode(account.ledger.usage?.seconds ?? 0, forKey: .used)
    try container.encode(entries.map(EntryJSON.init), forKey: .data)
    try container.encode(next, forKey: .next)
  }

  private struct EntryJSON: Encodable {
    let entry: CreditEntry

    private enum CodingKeys: String, CodingKey {
      case number, at, kind, postings
      case call = "call_id"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(entry.number, forKey: .number)
      try container.encode(entry.at.description, forKey: .at)
      try container.encode(entry.kind.rawValue, forKey: .kind)
      try container.encode(entry.call?.description, forKey: .call)
      try container.encode(entry.postings, forKey: .postings)
    }
  }
}

/// What the event `credits.low` says.
struct CreditWarningJSON: Encodable, Sendable {
  let warning: CreditWarning

  private enum CodingKeys: String, CodingKey {
    case percent, period
    case used = "used_seconds"
    case limit = "limit_seconds"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(warning.percent, forKey: .percent)
    try container.encode(warning.period.description, forKey: .period)
    try container.encode(warning.used, forKey: .used)
    try container.encode(warning.limit, forKey: .limit)
  }
}
