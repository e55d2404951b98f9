import Foundation
import PropertyTesting
import ServerLaws
import Simulators
import Testing

extension EndToEnd {
  /// The promises about spoken calls, on a live server between two strict simulators: one generated call a case.
  @Suite("The laws on spoken calls, on a live server")
  struct SpokenLawTests {
    @Test("Feature: voicecore-ai, Properties 6, 16, 30 and 31 on a live server")
    func p06p16p30p31SpokenCalls() async throws {
      let desk = SessionDesk()
      try await LiveServer.run(with: desk.configuration(apiKey: LiveServer.realtimeKey)) { server in
        let seed = UInt64((ProcessInfo.processInfo.environment["VOICECORE_SEED"] ?? "").prefix(16), radix: 16) ?? 1
        let outcomes = try await ServerLaw.check(
          ServerLaw.all, on: try server.seen(with: desk), RunSettings(cases: 100, seed: seed, caseLimit: nil))
        #expect(outcomes.map(\.law.number) == [6, 16, 30, 31])
        for outcome in outcomes { #expect(outcome.report.passed, "\(outcome.report.text())") }
      }
    }
  }
}
