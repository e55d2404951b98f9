import Foundation
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Calls that the tenant's people place, through API, server, store and carrier.
  @Suite("Outbound calls over real sockets")
  struct OutboundCallTests {
    private static let number = "+15550100177"
    private static let listener = CalledParty(
      .picksUp(after: .seconds(1)),
      CallScript(
        caller: nil, dialled: "", steps: [.waitForSilence, .press("1"), .waitForSilence, .hangUp], pace: .times(20)))

    /// One call, until the carrier is done with it.
    private static func call(
      _ server: LiveServer, key: String? = nil
    ) async throws -> (id: String, report: CallReport) {
      let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
      let made = try await server.ask("POST", "/v1/calls", ["to": number], token: token, key: key)
      #expect(made.status == 201)
      #expect(made.fields["direction"] as? String == "outbound" && made.fields["to"] as? String == number)
      try await server.until { !server.carrier.outgoingReports.isEmpty }
      return (try #require(made.fields["id"] as? String), try #require(server.carrier.outgoingReports.first))
    }

    private static func ended(_ id: String, _ server: LiveServer) async throws -> [String: Any] {
      let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
      var call: [String: Any] = [:]
      try await server.until {
        call = try await server.ask("GET", "/v1/calls/\(id)", token: token).fields
        return call["detail_record"] is [String: Any]
      }
      return call
    }

    @Test func `somebody is called, hears the receptionist, asks by key and hangs up`() async throws {
      try await LiveServer.run(parties: [Self.number: Self.listener]) { server in
        let (id, report) = try await Self.call(server)
        #expect(report.violations.isEmpty && report.ending == .callerHungUp)
        #expect(report.from == DemoTenant.line && report.heard.count >= 2)
        let call = try await Self.ended(id, server)
        #expect(call["status"] as? String == "completed" && call["carrier_call_id"] as? String == report.callSid)
        #expect(try await server.transcript(report).contains { $0.contains(DemoTenant.openingHours) })
      }
    }

    @Test(arguments: [
      (CalledParty.Manner.busy, "no_answer"), (.fails, "failed"), (.noAnswer, "no_answer"),
    ])
    func `whoever doesn't pick up leaves one record`(manner: CalledParty.Manner, status: String) async throws {
      let party = CalledParty(
        manner, CallScript(caller: nil, dialled: "", faults: [.duplicateStatusCallbacks], pace: .times(60)))
      try await LiveServer.run(parties: [Self.number: party]) { server in
        let (id, _) = try await Self.call(server)
        #expect(try await Self.ended(id, server)["status"] as? String == status)
      }
    }

    @Test func `an order whose answer is lost rings once, and so does a request that is sent twice`() async throws {
      try await LiveServer.run(parties: [Self.number: Self.listener]) { server in
        server.carrier.loseOrderAnswers(next: 1)
        let (id, report) = try await Self.call(server, key: "a-call")
        let call = try await Self.ended(id, server)
        #expect(call["status"] as? String == "completed" && call["carrier_call_id"] as? String == report.callSid)
        let (again, _) = try await Self.call(server, key: "a-call")
        #expect(again == id && server.carrier.outgoingReports.count == 1)
      }
    }
  }
}
