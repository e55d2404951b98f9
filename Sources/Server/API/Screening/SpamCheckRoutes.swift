internal import VoiceCore
internal import Web

/// `POST /v1/spam-check`: tries the tenant's rules, or those that the body brings, on a sample. Nothing is kept and nothing counted.
struct SpamCheckRoutes: Sendable {
  private let check: CheckSpam

  init(_ ports: APIPorts) { check = CheckSpam(store: ports.store, desk: ports.desk) }

  var all: [APIAction] {
    let operation = Operation(
      id: "checkSpam", summary: "Try the tenant's rules on a sample, or those that the body brings; nothing is kept",
      body: "SpamSample",
      answers: [.init(200, "What would be done.", schema: "SpamVerdict")] + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return [
      APIAction(.post, "/v1/spam-check", operation) { [check] asked, _ throws(APIFault) in
        let body = try asked.body(SpamSampleBody.self)
        let sample = try body.sample()
        let drafts = try body.drafts()
        do throws(StoreFailure) {
          let verdict = try await check(sample, trying: drafts, in: asked.tenant)
          return .encoded(SpamVerdictJSON(verdict: verdict, drafts: drafts.map(\.id)), to: asked.request)
        } catch {
          throw APIFault(error, to: asked.request)
        }
      }
    ]
  }
}

/// A sample that rules are tried on.
struct SpamSampleBody: Decodable {
  /// Utterances of one sample.
  static let maximumUtterances = 100
  /// Calls of the sample's caller, the present one among them.
  static let calls = 1...RepeatedCalls.counts.upperBound
  /// Reports against the sample's caller.
  static let reports = 0...CallerReports.counts.upperBound

  let number: String?
  let name: String?
  let said: [String]
  let recentCalls: Int
  let reports: Int
  let rules: [SpamRuleBody]

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["number", "name", "said", "recent_calls", "reports", "rules"])
    number = try fields.optionalText("number")
    name = try fields.optionalText("name")
    said = try fields.optionalTexts("said") ?? []
    recentCalls = try fields.number("recent_calls", in: Self.calls) ?? 1
    reports = try fields.number("reports", in: Self.reports) ?? 0
    rules = try fields.part("rules", as: [SpamRuleBody].self) ?? []
  }

  /// The rules that aren't made yet, named by their places.
  func drafts() throws(APIFault) -> [SpamRule] {
    guard rules.count <= CheckSpam.maximumDrafts else {
      throw .field("rules", "At most \(CheckSpam.maximumDrafts) rules.")
    }
    var drafts: [SpamRule] = []
    for (place, rule) in rules.enumerated() { drafts.append(try rule.rule(named: Identifier(UInt128(place)))) }
    return drafts
  }

  func sample() throws(APIFault) -> ScreeningSample {
    guard said.count <= Self.maximumUtterances else {
      throw .field("said", "At most \(Self.maximumUtterances) utterances.")
    }
    let history = CallerHistory(secondsAgo: Array(repeating: 0, count: recentCalls), reports: reports)
    guard let number else { return ScreeningSample(caller: .withheld, name: name, said: said, history: history) }
    guard let known = PhoneNumber(number) else { throw .field("number", "A number in E.164, as +14155550100.") }
    return ScreeningSample(caller: .number(known), name: name, said: said, history: history)
  }
}

/// A verdict on a sample.
struct SpamVerdictJSON: Encodable {
  let verdict: ScreeningVerdict
  /// Rules that aren't made yet, by their places in the request.
  let drafts: [SpamRule.ID]

  private enum CodingKeys: String, CodingKey {
    case action, score, reasons
    case isAllowListed = "allow_listed"
    case matched = "matched_rules"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(verdict.action.rawValue, forKey: .action)
    try container.encode(verdict.score.points, forKey: .score)
    try container.encode(drafts.isEmpty ? verdict.reasons.map(\.description) : [], forKey: .reasons)
    try container.encode(drafts.indices.filter { verdict.reasons.contains(drafts[$0]) }, forKey: .matched)
    try container.encode(verdict.isAllowListed, forKey: .isAllowListed)
  }
}
