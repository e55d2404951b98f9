import FoundationEssentials
import Generators
import PropertyTesting
import Simulators
import VoiceCore

extension ProbeLaw {
  /// Property 9: an extension that is dialled while the receptionist talks rings its agent, nothing is said in between, and no
  /// attempt is counted; one that nobody has is told.
  static let extensions = ProbeLaw(number: 9, title: "Extension Routing", placesCalls: true) { server, prober in
    Property(9, "Extension Routing", for: .dialledCall, labels: { [$0.digits.rawValue] }) { call in
      let placed = try await prober.placed(call, on: server)
      try requireEqual(placed.report.violations.map(\.description), [], "what the carrier found")
      try requireEqual(placed.report.dialled.map(\.address), call.rung, "who is rung")
      try requireEqual(placed.call.failed_attempts, 0, "an extension is no attempt")
      guard let place = placed.said.firstIndex(of: "[extension \(call.digits.rawValue)]") else {
        throw RequirementFailure("what was dialled is told: \(placed.said)", fileID: #fileID, line: #line)
      }
      // After the words about an extension that nobody has, the receptionist goes on.
      let isUnknown = call.digits == .unknown
      let after = placed.said[(place + 1)...].prefix(isUnknown ? 1 : .max)
      try requireEqual(
        Array(after), isUnknown ? [Phrase.unknownExtension.text(in: .english)] : [], "what is said after it")
    }
  }

  /// Property 8: whoever is rung is shown the caller's own number, and of one who withheld it none.
  static let transfers = ProbeLaw(number: 8, title: "Call Routing Preservation", placesCalls: true) { server, prober in
    Property(8, "Call Routing Preservation", for: .dialledCall, labels: { [$0.caller == nil ? "withheld" : "number"] })
    {
      call in
      let placed = try await prober.placed(call, on: server)
      for leg in placed.report.dialled {
        try requireEqual(leg.callerIDSeen, call.caller ?? "anonymous", "what \(leg.address) is shown")
      }
      try requireEqual(placed.report.dialled.count, call.rung.count, "how many are rung")
      try requireEqual(placed.call.from, call.caller, "who called, as the API tells it")
    }
  }
}

/// A call that was placed, and what the API tells of it.
struct PlacedDial: Sendable {
  struct Shown: Decodable, Sendable {
    struct Record: Decodable, Sendable { let disposition: String }

    let id: String
    let carrier_call_id: String
    let from: String?
    let failed_attempts: Int
    let detail_record: Record?
  }

  let report: CallReport
  let call: Shown
  /// All that was said, in order, keys in brackets.
  let said: [String]
}

extension Prober {
  private struct Page<Line: Decodable>: Decodable { let data: [Line] }
  private struct Line: Decodable { let text: String }

  /// How long a call that is over may take to have its record.
  private static let settling = 400

  /// A call like this, placed when it is asked for first; the agents are at their desks when it begins.
  func placed(_ call: DialledCall, on server: ProbedServer) async throws -> PlacedDial {
    if let known = dials[call] { return known }
    try await DialledCall.seatAgents(
      in: server.store, at: Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)))
    let report = await server.carrier.place(call.script)
    for _ in 0..<Self.settling {
      let latest = try await read("/v1/calls?limit=5", as: Page<PlacedDial.Shown>.self).data
      if let shown = latest.first(where: { $0.carrier_call_id == report.callSid && $0.detail_record != nil }) {
        let said = try await read("/v1/calls/\(shown.id)/transcript", as: Page<Line>.self).data.map(\.text)
        let placed = PlacedDial(report: report, call: shown, said: said)
        dials[call] = placed
        return placed
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw RequirementFailure("a call that is over has its record", fileID: #fileID, line: #line)
  }

  private func read<Answer: Decodable>(_ target: String, as type: Answer.Type) async throws -> Answer {
    let answer = try await ask(Question(target: target), as: LawTenant.account)
    try requireEqual(answer.status, 200, target)
    return try JSONDecoder().decode(type, from: Data(answer.body))
  }
}
