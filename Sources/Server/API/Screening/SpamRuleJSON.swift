internal import VoiceCore
internal import Web

/// A rule as the API shows it. Members that don't apply are there and `null`.
struct SpamRuleJSON: Encodable {
  let rule: SpamRule

  private enum CodingKeys: String, CodingKey {
    case id, kind, value, first, last, action, weight, active, problem
    case atLeast = "at_least"
    case withinSeconds = "within_seconds"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule.id.description, forKey: .id)
    try container.encode(SpamRuleKind(rule.sign).rawValue, forKey: .kind)
    try container.encode(value, forKey: .value)
    try container.encode(range?.first.e164, forKey: .first)
    try container.encode(range?.last.e164, forKey: .last)
    try container.encode(atLeast, forKey: .atLeast)
    try container.encode(withinSeconds, forKey: .withinSeconds)
    try container.encode(rule.action.rawValue, forKey: .action)
    try container.encode(rule.weight, forKey: .weight)
    try container.encode(rule.isActive, forKey: .active)
    try container.encode(rule.fault?.description, forKey: .problem)
  }

  private var value: String? {
    switch rule.sign {
    case .number(let number): number.e164
    case .prefix(let prefix): prefix.text
    case .keyword(let keyword): keyword.text
    case .pattern(let pattern), .numberPattern(let pattern): pattern.text
    case .range, .repeatedCalls, .reports: nil
    }
  }

  private var range: NumberRange? { if case .range(let range) = rule.sign { range } else { nil } }

  private var atLeast: Int? {
    switch rule.sign {
    case .repeatedCalls(let calls): calls.atLeast
    case .reports(let reports): reports.atLeast
    default: nil
    }
  }

  private var withinSeconds: Int? { if case .repeatedCalls(let calls) = rule.sign { calls.withinSeconds } else { nil } }
}

/// The body that makes or changes a rule.
struct SpamRuleBody: Decodable {
  let kind: String?
  let texts: [String: String]
  let atLeast: Int?
  let withinSeconds: Int?
  let action: String?
  let weight: Int?
  let isActive: Bool?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(
      decoder, allowed: Set(["kind", "action", "weight", "active"] + SpamRuleKind.allMembers))
    kind = try fields.optionalText("kind")
    var texts: [String: String] = [:]
    for name in ["value", "first", "last"] { texts[name] = try fields.optionalText(name) }
    self.texts = texts
    atLeast = try fields.number("at_least", in: CallerReports.counts)
    withinSeconds = try fields.number("within_seconds", in: RepeatedCalls.spansSeconds)
    action = try fields.optionalText("action")
    weight = try fields.number("weight", in: 0...SpamScore.maximum)
    isActive = try fields.flag("active")
  }

  /// What it changes, the sign among it if it says one.
  func change() throws(APIFault) -> ChangeSpamRules.Change {
    var change = ChangeSpamRules.Change()
    if let action {
      guard let known = SpamAction(rawValue: action) else {
        throw .field("action", "One of \(SpamAction.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      change.action = known
    }
    change.weight = weight
    change.isActive = isActive
    change.sign = try sign()
    return change
  }

  /// The rule that it makes.
  func rule(named id: SpamRule.ID) throws(APIFault) -> SpamRule {
    let change = try change()
    guard let sign = change.sign else { throw .field("kind", "Say which kind of rule this makes.") }
    return SpamRule(id: id, ChangeSpamRules.Plan(sign, change))
  }

  private var given: [String] {
    SpamRuleKind.allMembers.filter {
      switch $0 {
      case "at_least": atLeast != nil
      case "within_seconds": withinSeconds != nil
      default: texts[$0] != nil
      }
    }
  }

  private func sign() throws(APIFault) -> SpamRule.Sign? {
    guard let kind else {
      if given.isEmpty { return nil }
      throw .field("kind", "Say which kind of rule this makes.")
    }
    guard let kind = SpamRuleKind(rawValue: kind) else {
      throw .field("kind", "One of \(SpamRuleKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    if let needless = given.first(where: { !kind.members.contains($0) }) {
      throw .field(needless, "A rule of kind \(kind.rawValue) has no such field.")
    }
    switch kind {
    case .number: return .number(try number("value"))
    case .prefix:
      guard let prefix = NumberPrefix(try text("value")) else {
        throw .field("value", "How numbers begin: + and 1 to 15 digits, as +1900.")
      }
      return .prefix(prefix)
    case .range:
      guard let range = NumberRange(try number("first"), try number("last")) else {
        throw .field("last", "A number of as many digits as the first, and not below it.")
      }
      return .range(range)
    case .keyword:
      guard let keyword = Keyword(try text("value")) else {
        throw .field(
          "value", "1 to \(Keyword.maximumWords) words in at most \(Keyword.maximumLength) characters.")
      }
      return .keyword(keyword)
    case .pattern: return .pattern(try pattern())
    case .numberPattern: return .numberPattern(try pattern())
    case .repeatedCalls:
      let count = try number(atLeast, "at_least", RepeatedCalls.counts)
      let seconds = try number(withinSeconds, "within_seconds", RepeatedCalls.spansSeconds)
      guard let calls = RepeatedCalls(atLeast: count, withinSeconds: seconds) else {
        throw .field("at_least", Self.advice(RepeatedCalls.counts))
      }
      return .repeatedCalls(calls)
    case .reports:
      guard let reports = CallerReports(atLeast: try number(atLeast, "at_least", CallerReports.counts)) else {
        throw .field("at_least", Self.advice(CallerReports.counts))
      }
      return .reports(reports)
    }
  }

  private func text(_ name: String) throws(APIFault) -> String {
    guard let text = texts[name] else { throw .field(name, "This kind of rule needs this field.") }
    return text
  }

  private func number(_ name: String) throws(APIFault) -> PhoneNumber {
    guard let number = PhoneNumber(try text(name)) else { throw .field(name, "A number in E.164, as +14155550100.") }
    return number
  }

  private func number(_ given: Int?, _ name: String, _ bounds: ClosedRange<Int>) throws(APIFault) -> Int {
    guard let given, bounds.contains(given) else { throw .field(name, Self.advice(bounds)) }
    return given
  }

  private func pattern() throws(APIFault) -> SpamPattern {
    let text = try text("value")
    do throws(PatternFault) {
      return try SpamPattern(text)
    } catch {
      throw .field("value", error.description)
    }
  }

  private static func advice(_ bounds: ClosedRange<Int>) -> String {
    "A whole number from \(bounds.lowerBound) to \(bounds.upperBound)."
  }
}

extension APIFault {
  /// What each refusal of screening's use cases is over HTTP.
  /// - Parameter fullField: what is to be named where there is no room; else what makes too many.
  init(_ failure: ScreeningFailure, fullField: String? = nil) {
    switch failure {
    case .notFound: self = .notFound
    case .nobody: self = .field("call_id", "Name a call or a number, one of them.")
    case .tooMany(let limit):
      self = .problem(
        Problem(.conflict, "Too many", detail: Self.limit(limit), field: fullField ?? Self.field(of: limit)))
    case .unavailable: self = .unavailable
    }
  }

  /// What of the body makes too many.
  private static func field(of limit: ScreeningRevision.PassedLimit) -> String {
    switch limit {
    case .numbersAndKeywords, .patterns, .histories: "kind"
    case .patternSteps: "value"
    case .allowed: "number"
    }
  }

  private static func limit(_ limit: ScreeningRevision.PassedLimit) -> String {
    switch limit {
    case .numbersAndKeywords: "At most \(ScreeningLimits.numbersAndKeywords) rules on numbers and keywords."
    case .patterns: "At most \(ScreeningLimits.patterns) rules by pattern."
    case .patternSteps: "The tenant's patterns come to more than \(ScreeningLimits.patternSteps) steps; simplify some."
    case .histories: "At most \(ScreeningLimits.histories) rules on what callers did before."
    case .allowed: "At most \(ScreeningLimits.allowed) numbers on the allow-list."
    }
  }
}
