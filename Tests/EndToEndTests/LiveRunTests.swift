import Foundation
import PropertyTesting
import ServerLaws
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// The laws of a deployment, on one that listens on loopback and counts requests as real ones do.
  @Suite("Laws on a deployment seen from outside", .serialized)
  struct LiveRunTests {
    private static func laws(_ numbers: Int...) -> [LiveLaw] { LiveLaw.all.filter { numbers.contains($0.number) } }

    /// As many requests as one likes, so that nothing waits.
    private static func unhurried(_ settings: inout Settings) {
      settings.readsPerMinute = 1_000_000
      settings.writesPerMinute = 1_000_000
    }

    private static func run(_ url: String, _ token: String) throws -> LiveRun {
      LiveRun(
        at: try LiveAddress(url), token: try #require(LiveToken(token)), now: Int(Date().timeIntervalSince1970))
    }

    /// The domains that the deployment still serves.
    private static func domains(_ server: LiveServer, _ token: String) async throws -> [String] {
      let page = try await server.ask("GET", "/v1/tenants?limit=500", token: token)
      return (page.fields["data"] as? [[String: Any]] ?? []).compactMap { $0["domain"] as? String }.sorted()
    }

    private static func isCounted(_ outcome: LiveRun.Outcome, _ name: String) -> Int {
      outcome.tally.named.first { $0.name == name }?.count ?? -1
    }

    @Test func `isolation holds, everything there is was planted and asked for, and nothing is left`() async throws {
      try await LiveServer.run(adjusting: Self.unhurried) { server in
        let token = try await server.platformAdministrator()
        let run = try Self.run(server.deployment.publicURL, token)
        let result = try await run.check(Self.laws(1), RunSettings(seed: 1))
        let outcome = try #require(result.outcomes.first)
        #expect(outcome.report?.passed == true, "\(outcome.reason ?? outcome.report?.text() ?? "")")
        #expect(Self.isCounted(outcome, "operations tried") >= 250)
        #expect(Self.isCounted(outcome, "canaries planted") >= 20)
        #expect(Self.isCounted(outcome, "canaries found") == 0)
        #expect(outcome.tally.notes.count == 1, "\(outcome.tally.notes)")
        #expect(result.left.isEmpty && result.version == "\(productVersion)")
        #expect(try await Self.domains(server, token) == ["demo.example", "home.example"])
      }
    }

    @Test func `a deployment that tells one canary is found out, by the request that got it`() async throws {
      try await LiveServer.run(adjusting: Self.unhurried) { server in
        let token = try await server.platformAdministrator()
        let proxy = try await LeakyProxy(to: server.deployment.publicURL)
        let outcome: LiveRun.Outcome
        do {
          let result = try await Self.run(proxy.url, token).check(Self.laws(1), RunSettings(seed: 1))
          outcome = try #require(result.outcomes.first)
          await proxy.close()
        } catch {
          await proxy.close()
          throw error
        }
        let found = try #require(outcome.report?.counterexample, "\(outcome.reason ?? "nothing was found")")
        #expect(found.failure.message.contains("the answer's head holds a canary (base64)"), "\(found.failure)")
        #expect(found.text.contains("path: \"/v1/knowledge/"), "\(found.text)")
        #expect(Self.isCounted(outcome, "canaries found") > 0)
        #expect(try await Self.domains(server, token) == ["demo.example", "home.example"])
      }
    }

    @Test func `the other laws hold, each in tenants of its own`() async throws {
      try await LiveServer.run(adjusting: Self.unhurried) { server in
        let token = try await server.platformAdministrator()
        let run = try Self.run(server.deployment.publicURL, token)
        let others = LiveLaw.all.filter { ![1, 42].contains($0.number) }
        let result = try await run.check(others, RunSettings(seed: 3), cases: 5)
        for outcome in result.outcomes {
          #expect(
            outcome.report?.passed == true, "\(outcome.law.number): \(outcome.reason ?? outcome.report?.text() ?? "")")
        }
        #expect(result.outcomes.count == others.count)
        #expect(try await Self.domains(server, token) == ["demo.example", "home.example"])
      }
    }

    @Test func `a token that may make no tenants is refused before anything is made`() async throws {
      try await LiveServer.run { server in
        let own = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        await #expect(throws: LiveRun.Refusal.self) {
          try await Self.run(server.deployment.publicURL, own).check(Self.laws(1), RunSettings())
        }
        await #expect(throws: LiveRun.Refusal.self) {
          try await Self.run(server.deployment.publicURL, "nobodys").check(Self.laws(1), RunSettings())
        }
      }
    }

    @Test func `an interrupted run deletes what it made`() async throws {
      try await LiveServer.run(adjusting: Self.unhurried) { server in
        let token = try await server.platformAdministrator()
        let run = try Self.run(server.deployment.publicURL, token)
        let (begun, begins) = AsyncStream<Void>.makeStream()
        let check = Task {
          try await run.check(Self.laws(22), RunSettings(seed: 1), cases: 100_000, begins: { _, _ in begins.finish() })
        }
        for await _ in begun {}
        check.cancel()
        let result = try await check.value
        #expect(result.outcomes.map(\.reason) == ["interrupted"] && result.left.isEmpty)
        #expect(try await Self.domains(server, token) == ["demo.example", "home.example"])
      }
    }

    @Test func `tenants of a run that was killed are swept an hour later, and no sooner`() async throws {
      try await LiveServer.run(adjusting: Self.unhurried) { server in
        let token = try await server.platformAdministrator()
        for domain in ["t1000-abcdefgh.voicecore-verify.invalid", "other.voicecore-verify.invalid"] {
          let made = try await server.ask(
            "POST", "/v1/tenants",
            [
              "name": "Left", "domain": domain, "customer_service": "+12025550142", "admin_email": "a@\(domain)",
              "admin_password": "four words, no rule",
            ], token: token)
          #expect(made.status == 201)
        }
        let address = try LiveAddress(server.deployment.publicURL)
        let early = LiveRun(at: address, token: try #require(LiveToken(token)), now: 0x1000 + 3_600)
        #expect(try await early.check([], RunSettings()).swept == 0)
        #expect(try await Self.run(server.deployment.publicURL, token).check([], RunSettings()).swept == 1)
        #expect(
          try await Self.domains(server, token) == ["demo.example", "home.example", "other.voicecore-verify.invalid"])
      }
    }
  }
}
