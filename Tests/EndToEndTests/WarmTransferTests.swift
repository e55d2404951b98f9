import Foundation
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Callers who are handed over warmly, through API, server, store and carrier.
  @Suite("Warm transfers over real sockets")
  struct WarmTransferTests {
    private static let receiver = "+15550100188"

    /// A caller who is sent to the receiver while they listen to the receptionist.
    private static func call(_ server: LiveServer) async throws -> (report: CallReport, shown: [String: Any]) {
      let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
      async let report = server.carrier.place(
        CallScript(
          caller: "+15550100109", dialled: DemoTenant.line, steps: [.waitForSilence, .wait(.seconds(600))],
          pace: .times(20)))
      var id: String?
      try await server.until {
        let calls = try await server.ask("GET", "/v1/calls", token: token).fields["data"] as? [[String: Any]]
        id = calls?.first { $0["status"] as? String == "in_progress" }?["id"] as? String
        return id != nil
      }
      let path = "/v1/calls/\(try #require(id))"
      let order: [String: Any] = [
        "to": ["type": "outside", "number": receiver], "reason": "caller_wish", "mode": "warm",
      ]
      #expect(try await server.ask("POST", path + "/transfer", order, token: token).status == 200)
      let ended = await report
      return (ended, try await server.ask("GET", path, token: token).fields)
    }

    @Test func `the receiver hears who calls, sees their number and takes them by key`() async throws {
      let receiver = Callee.isAsked(after: .seconds(1), presses: "1", talks: .seconds(2))
      try await LiveServer.run(callees: [Self.receiver: receiver]) { server in
        let (report, call) = try await Self.call(server)
        #expect(report.violations.isEmpty)
        #expect(
          report.dialled == [DialledLeg(address: Self.receiver, callerIDSeen: "+15550100109", result: .completed)])
        let whispered = report.timeline.compactMap { if case .whispered(let words) = $0.event { words } else { nil } }
        #expect(whispered.count == 1 && whispered[0].contains("1 5 5 5 0 1 0 0 1 0 9"))
        #expect((call["transfer"] as? [String: Any])?["outcome"] as? String == "answered")
      }
    }

    @Test(arguments: ["2", ""])
    func `a receiver who declines, or says nothing, has nobody: the rules go on`(keys: String) async throws {
      let receiver = Callee.isAsked(after: .seconds(1), presses: keys, talks: .seconds(2))
      try await LiveServer.run(callees: [Self.receiver: receiver]) { server in
        let (report, call) = try await Self.call(server)
        #expect(report.violations.isEmpty)
        // Without rules the company's voicemail is what is left.
        #expect(
          report.timeline.contains {
            if case .said(let words) = $0.event { words.contains("leave a message") } else { false }
          })
        #expect((call["transfer"] as? [String: Any])?["outcome"] as? String == "no_answer")
      }
    }
  }
}
