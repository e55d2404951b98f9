import FoundationEssentials
import Generators
import Properties
import PropertyTesting
import VoiceCore

extension ProbeLaw {
  /// Property 7, as far as it shows while a call rings: what the carrier is told, what the API shows, what is recorded. The
  /// rules are changed beside the server, as by another node.
  static let screening = ProbeLaw(number: 7, title: "Spam Detection and Action", placesCalls: true) { server, prober in
    Property(7, "Spam Detection and Action", for: .screeningCase, labels: Screened.labels) { input in
      try await input.write(in: server.store, of: LawTenant.id)
      let expected = SpamModel(input, said: [])
      let ring = Screened(await prober.newCall(), input)
      let answer = try await prober.ask(prober.signedWebhook("/twilio/voice/incoming", ring.fields("ringing")))
      try requireEqual(answer.status, 200, "the carrier's question is answered")
      let markup = String(decoding: answer.body, as: UTF8.self)
      try requireEqual(
        markup.contains("<Reject"), expected.action == .block, "a block, and nothing else, ends the call while it rings"
      )
      try requireEqual(markup.contains("<Gather"), expected.action == .challenge, "a challenge asks for a key")
      let call = try await ring.found(by: prober)
      try requireEqual(call.spam?.action ?? "allow", expected.action.rawValue, "the stricter of rule and threshold")
      try requireEqual(call.spam?.score ?? 0, expected.score, "min(100, sum of the weights)")
      try requireEqual(call.spam?.reasons ?? [], expected.reasons.map(\.description), "one reason a match")
      try requireEqual(call.detail_record != nil, expected.action == .block, "what was rejected has its detail record")
      _ = try await prober.ask(prober.signedWebhook("/twilio/voice/status", ring.fields("completed")))
      let ended = try await ring.found(by: prober)
      try require(ended.detail_record != nil, "a call that ends has its detail record")
    }
  }
}

/// A call that the carrier announces, and how the API shows it.
private struct Screened {
  struct Shown: Decodable {
    struct Spam: Decodable {
      let action: String
      let score: Int
      let reasons: [String]
    }
    struct Record: Decodable { let disposition: String }

    let carrier_call_id: String
    let spam: Spam?
    let detail_record: Record?
  }

  private struct Page: Decodable { let data: [Shown] }

  private let name: String
  private let input: ScreeningCase

  init(_ name: String, _ input: ScreeningCase) {
    self.name = name
    self.input = input
  }

  static let labels: @Sendable (ScreeningCase) -> [String] = { [SpamModel($0, said: []).action.rawValue] }

  func fields(_ status: String) -> [(String, String)] {
    var fields = [
      ("CallSid", name), ("AccountSid", "AC00000000000000000000000000000001"),
      ("From", input.caller.number?.e164 ?? "anonymous"), ("To", LawTenant.line), ("CallStatus", status),
      ("Direction", "inbound"), ("ApiVersion", "2010-04-01"),
    ]
    if let text = input.name?.text { fields.append(("CallerName", text)) }
    return fields
  }

  func found(by prober: Prober) async throws -> Shown {
    let answer = try await prober.ask(Prober.Question(target: "/v1/calls?limit=5"), as: LawTenant.account)
    let calls = try JSONDecoder().decode(Page.self, from: Data(answer.body)).data
    guard let call = calls.first(where: { $0.carrier_call_id == name }) else {
      throw RequirementFailure("the call is among the latest", fileID: #fileID, line: #line)
    }
    return call
  }
}

extension ScreeningCase {
  /// Makes this the tenant's screening, in place of what it had.
  fileprivate func write(in store: any Store, of tenant: Tenant.ID) async throws(StoreFailure) {
    let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      for rule in try await scope.spamRules() { try await scope.removeSpamRule(rule.id) }
      for rule in rules { try await scope.save(rule) }
      for number in try await scope.allowList().sorted() { try await scope.disallow(number) }
      for (index, number) in allowList.sorted().enumerated() {
        try await scope.allow(number, as: Identifier(UInt128(index + 1)))
      }
      if let number = caller.number {
        var track = CallerTrack(of: number)
        for seconds in callsBefore { track.note(callAt: now - .seconds(seconds)) }
        for _ in 0..<reports { track.noteReport() }
        try await scope.save(track)
      }
      var company = try await scope.openTenant()
      company.settings.spamThresholds = thresholds
      try await scope.save(company)
    }
  }
}
