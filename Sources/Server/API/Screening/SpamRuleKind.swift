internal import VoiceCore

/// What a rule looks for, in the API's words.
enum SpamRuleKind: String, CaseIterable {
  case number, prefix, range, keyword, pattern
  case numberPattern = "number_pattern"
  case repeatedCalls = "repeated_calls"
  case reports

  init(_ sign: SpamRule.Sign) {
    self =
      switch sign {
      case .number: .number
      case .prefix: .prefix
      case .range: .range
      case .keyword: .keyword
      case .pattern: .pattern
      case .numberPattern: .numberPattern
      case .repeatedCalls: .repeatedCalls
      case .reports: .reports
      }
  }

  /// The members that say it.
  var members: [String] {
    switch self {
    case .number, .prefix, .keyword, .pattern, .numberPattern: ["value"]
    case .range: ["first", "last"]
    case .repeatedCalls: ["at_least", "within_seconds"]
    case .reports: ["at_least"]
    }
  }

  static let allMembers = ["value", "first", "last", "at_least", "within_seconds"]
}
