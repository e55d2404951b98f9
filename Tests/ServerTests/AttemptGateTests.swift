import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Server
import Testing
import VoiceCore
import Web

@Suite("How often one address may try to sign in")
struct AttemptGateTests {
  /// A tag is the sum of an address's bytes: good enough for a handful.
  private static let tagging = AddressTagging { address in
    AddressTags(today: AddressTag(address.clientBytes.reduce(0) { $0 &* 257 &+ UInt128($1) }), yesterday: nil)
  }

  private func gate(_ company: Company, _ proxies: TrustedProxies = .none) -> AttemptGate {
    AttemptGate(.authentication, tagging: Self.tagging, proxies: proxies, time: company.time)
  }

  private static func ask(
    _ server: LiveServer, _ path: String, from forwarded: String? = nil
  ) async throws -> LiveServer.Answer {
    try await server.ask(
      path, .POST,
      headers: [("Content-Type", "application/json")] + (forwarded.map { [("X-Forwarded-For", $0)] } ?? []),
      body: .bytes(ByteBuffer(string: SigningInTests.body())))
  }

  @Test func `the sixth attempt in a minute is refused, whatever it is, and told when the next one is looked at`()
    async throws
  {
    let company = try await Company().provisioned()
    try await LiveServer.run(company.api.routes, time: company.time, gate: gate(company)) { server in
      for left in [4, 3, 2] {
        let answer = try await Self.ask(server, "/v1/auth/login")
        #expect(answer.status == 200 && answer.headers.first(name: "RateLimit-Remaining") == "\(left)")
      }
      for _ in 1...2 { #expect(try await Self.ask(server, "/v1/auth/refresh").status == 400) }
      company.time.pass(.milliseconds(20_500))
      for path in ["/v1/auth/login", "/v1/auth/refresh"] {
        let refused = try await Self.ask(server, path)
        #expect(refused.status == 429 && refused.headers.first(name: "Retry-After") == "40")
        #expect(refused.headers.first(name: "RateLimit-Limit") == "5")
        #expect(refused.headers.first(name: "RateLimit-Policy") == #""authentication";q=5;w=60"#)
        #expect(refused.headers.first(name: "RateLimit") == #""authentication";r=0;t=40"#)
        #expect(try refused.tree["limit"] == .text("authentication"))
        #expect(try refused.tree["title"] == .text("Too many attempts"))
      }
      // Signing out and everything else is not for guessing.
      #expect(try await Self.ask(server, "/v1/auth/logout").status == 400)
      #expect(try await server.ask("/v1/tenant").status == 401)
      company.time.pass(.milliseconds(39_500))
      #expect(try await Self.ask(server, "/v1/auth/login").status == 200)
    }
  }

  @Test func `behind a proxy that is trusted each client has its own, and nobody invents another`() async throws {
    let company = try await Company().provisioned()
    let proxies = try #require(TrustedProxies("127.0.0.0/8, 10.0.0.0/8"))
    try await LiveServer.run(company.api.routes, time: company.time, gate: gate(company, proxies)) { server in
      for round in 1...6 {
        // What the client itself put in front isn't believed; the proxies behind are passed over.
        let one = try await Self.ask(server, "/v1/auth/login", from: "203.0.113.\(round), 192.0.2.1, 10.1.2.3")
        #expect(one.status == (round <= 5 ? 200 : 429))
      }
      #expect(try await Self.ask(server, "/v1/auth/login", from: "192.0.2.2").status == 200)
      #expect(try await Self.ask(server, "/v1/auth/login", from: "2001:db8::1").status == 200)
      #expect(!server.page.lines.contains { $0.contains("192.0.2") || $0.contains("2001:db8") })
    }
  }

  @Test func `a header that no trusted proxy wrote changes nothing`() async throws {
    let company = try await Company().provisioned()
    try await LiveServer.run(company.api.routes, time: company.time, gate: gate(company)) { server in
      for round in 1...6 {
        let answer = try await Self.ask(server, "/v1/auth/login", from: "192.0.2.\(round)")
        #expect(answer.status == (round <= 5 ? 200 : 429))
      }
    }
  }

  @Test(arguments: ["10.0.0.0/33", "proxy.example", "10.0.0.0/", "2001:db8::/65", "10.0.0.0/8/8", "1.2.3"])
  func `what is no address or network is refused`(text: String) { #expect(TrustedProxies(text) == nil) }
}
