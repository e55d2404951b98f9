internal import VoiceCore
internal import Web

/// `POST /v1/spam-check`: tries the tenant's rules on a sample. Nothing is kept and nothing counted.
struct SpamCheckRoutes: Sendable {
  private let check: CheckSpam

  init(_ ports: APIPorts) { check = CheckSpam(store: ports.store, desk: ports.desk) }

  var all: [APIAction] {
    let operation = Operation(
      id: "checkSpam", summary: "Try the rules on a sample; nothing is kept", body: "SpamSample",
      answers: [.init(200, "What would be done.", schema: "SpamVerdict")] + ScreeningAnswers.written
        + APIRoutes.tokenAnswers)
    return [
      APIAction(.post, "/v1/spam-check", operation) { [check] asked, _ throws(APIFault) in
        let sample = try asked.body(SpamSampleBody.self).sample()
        do throws(StoreFailure) {
          let verdict = try await check(sample, in: asked.tenant)
          return .encoded(SpamVerdictJSON(verdict: verdict), to: asked.request)
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

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["number", "name", "said", "recent_calls", "reports"])
    number = try fields.optionalText("number")
    name = try fields.optionalText("name")
    said = try fields.optionalTexts("said") ?? []
    recentCalls = try fields.number("recent_calls", in: Self.calls) ?? 1
    reports = try fields.number("reports", in: Self.reports) ?? 0
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

  private enum CodingKeys: String, CodingKey {
    case action, score, reasons
    case isAllowListed = "allow_listed"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(verdict.action.rawValue, forKey: .action)
    try container.encode(verdict.score.points, forKey: .score)
    try container.encode(verdict.reasons.map(\.description), forKey: .reasons)
    try container.encode(verdict.isAllowListed, forKey: .isAllowListed)
  }
}
