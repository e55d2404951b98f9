internal import VoiceCore

extension OpenAPISchemas {
  /// What the routes of credits name. Amounts are seconds of call time.
  static let credits: [String: String] = [
    "Usage": object([("current", period), ("past", list(of: period))]),
    "Credits": object([
      ("limit_seconds", count), ("available_seconds", count), ("reserved_seconds", count), ("used_seconds", count),
      ("data", list(of: entry)), ("next_cursor", textOrNull),
    ]),
    "Subscription": object([
      ("plan", plan), ("included_seconds", count), ("at_limit", policy),
      ("time_zone", #"{"const":"UTC","description":"In which periods begin: calendar months."}"#),
    ]),
    "SubscriptionChange": object([("plan", plan), ("at_limit", policy)], required: []),
  ]

  private static let plan = oneOf(BillingPlan.allCases.map(\.rawValue))
  private static let policy = oneOf(LimitPolicy.allCases.map(\.rawValue))

  private static let period = object([
    ("period", #"{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}$"}"#), ("from", moment), ("to", moment),
    ("limit_seconds", count), ("used_seconds", count), ("calls", count), ("overage_seconds", count),
    ("waived_seconds", count), ("ai_microdollars", count), ("warned_percents", list(of: count)),
  ])

  private static let entry = object([
    ("number", #"{"type":"integer","minimum":1}"#), ("at", moment),
    ("kind", oneOf(CreditEntry.Kind.allCases.map(\.rawValue))), ("call_id", orNull(id)),
    (
      "postings",
      list(
        of: object([
          ("account", oneOf(CreditAccount.allCases.map(\.rawValue))), ("seconds", #"{"type":"integer"}"#),
        ]))
    ),
  ])
}
