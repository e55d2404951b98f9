import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// A tenant from its making to its end, over real sockets.
  @Suite("A tenant's life over real sockets")
  struct TenantLifeTests {
    private static let password = "four words, no rule"

    @Test func `a tenant is made, signs in, is deleted while its caller talks, and nobody answers for it any more`()
      async throws
    {
      try await LiveServer.run { server in
        let root = try await server.platformAdministrator()
        let made = try await server.ask(
          "POST", "/v1/tenants",
          [
            "name": "Brief Ltd", "domain": "brief.example", "customer_service": "+15550100390",
            "phone_numbers": ["+15550100290"], "admin_email": "eve@brief.example", "admin_password": Self.password,
          ], token: root)
        #expect(made.status == 201)
        let id = try #require(made.fields["id"] as? String)
        let own = try await server.signIn("brief.example", "eve@brief.example", Self.password)
        #expect(try await server.ask("GET", "/v1/tenant", token: own).fields["name"] as? String == "Brief Ltd")

        // The caller listens to the menu until the line goes dead.
        async let placed = server.carrier.place(
          CallScript(
            caller: "+15550100109", dialled: "+15550100290",
            steps: [.waitForSilence, .wait(.seconds(600)), .hangUp], pace: .times(10)))
        try await server.until { server.deployment.liveSessions == 1 }
        #expect(try await server.ask("DELETE", "/v1/tenants/\(id)", token: root).status == 202)
        #expect(try await server.ask("GET", "/v1/tenant", token: own).status == 401)
        let report = await placed
        #expect(report.violations.isEmpty)
        // A look of the worker and the longest goodbye, with 5 s to spare; the carrier's time runs ten times as fast.
        #expect(report.duration < .seconds(400), "the call ended within a goodbye")

        let late = await server.carrier.place(
          CallScript(caller: "+15550100104", dialled: "+15550100290", steps: [.waitForSilence], pace: .times(20)))
        guard case .rejected = late.ending else { return #expect(Bool(false), "ended as \(late.ending)") }
        try await server.until {
          try await server.ask("GET", "/v1/tenants/\(id)", token: root).fields["state"] as? String == "erased"
        }
        let other = try await server.placeGoodCall()
        #expect(other.violations.isEmpty)
      }
    }
  }
}
