import Foundation
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Callers who hang up and are called back, through carrier, server, store and workers.
  @Suite("Calls back over real sockets")
  struct CallBackTests {
    private static let caller = "+15550100109"

    /// Billing has an agent, with the token by which they open their session.
    private static func agent(
      _ server: LiveServer, _ token: String
    ) async throws -> (id: String, department: String, token: String) {
      let list = try await server.ask("GET", "/v1/departments", token: token).fields["data"] as? [[String: Any]]
      let department = try #require(list?.first?["id"] as? String)
      let (email, password) = ("ada@\(DemoTenant.domain)", "four words, no rule")
      let user = try await server.ask(
        "POST", "/v1/users", ["email": email, "name": "Ada", "role": "agent", "password": password], token: token)
      #expect(user.status == 201)
      let made = try await server.ask(
        "POST", "/v1/agents",
        ["name": "Ada", "user_id": try #require(user.fields["id"] as? String), "departments": [department]],
        token: token)
      #expect(made.status == 201)
      let own = try await server.signIn(DemoTenant.domain, email, password)
      return (try #require(made.fields["id"] as? String), department, own)
    }

    @Test func `who presses the key while they wait is called back and joined with an agent`() async throws {
      let party = CalledParty(
        .picksUp(after: .seconds(1)), CallScript(caller: nil, dialled: "", steps: [], pace: .times(20)))
      try await LiveServer.run(parties: [Self.caller: party]) { server in
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        let (agent, department, own) = try await Self.agent(server, token)
        // Keys 1 and 2 are knowledge, 3 the department; then they wait, and ask for a call.
        let report = await server.carrier.place(
          CallScript(
            caller: Self.caller, dialled: DemoTenant.line,
            steps: [
              .waitForSilence, .press("3"), .wait(.seconds(40)), .press("1"), .wait(.seconds(40)), .press("1"),
              .wait(.seconds(40)), .press("1"),
              .wait(.seconds(60)),
            ],
            pace: .times(20)))
        #expect(report.violations.isEmpty)
        #expect(
          report.timeline.contains {
            if case .said(let words) = $0.event { words.hasPrefix("We will call you back") } else { false }
          })
        let queue = try await server.ask("GET", "/v1/queue", token: token).fields["data"] as? [[String: Any]]
        #expect(queue?.count == 1 && queue?.first?["call_back"] as? Bool == true)
        let session = UUID().uuidString.lowercased()
        let there = try await server.ask(
          "PUT", "/v1/agents/\(agent)/status", ["status": "available", "session": session], token: own)
        #expect(there.status == 200)
        try await server.until { !server.carrier.outgoingReports.isEmpty }
        let back = server.carrier.outgoingReports[0]
        #expect(back.to == Self.caller && back.violations.isEmpty)
        // The agent sees whom they speak with.
        #expect(back.dialled.map(\.callerIDSeen) == [Self.caller])
        #expect(back.dialled.map(\.result) == [.completed])
        let calls = try await server.ask("GET", "/v1/calls", token: token).fields["data"] as? [[String: Any]]
        #expect(Set(calls?.compactMap { $0["direction"] as? String } ?? []) == ["inbound", "outbound"])
        #expect(calls?.allSatisfy { $0["detail_record"] is [String: Any] } == true)
        let left = try await server.ask("GET", "/v1/queue?department=\(department)", token: token)
        #expect((left.fields["data"] as? [Any])?.isEmpty ?? true)
      }
    }
  }
}
