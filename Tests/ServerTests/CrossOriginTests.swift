import NIOHTTP1
import Server
import Testing
import Web

@Suite("Pages of other origins")
struct CrossOriginTests {
  private static let page = "https://app.example.com"

  private static func run(_ body: @Sendable (LiveServer) async throws -> Void) async throws {
    let company = try await Company().provisioned()
    let origins = try #require(CrossOrigins("https://app.example.com, http://localhost:3000"))
    try await LiveServer.run(company.api.routes, time: company.time, origins: origins, body)
  }

  @Test func `a browser is told what a page of a named origin may do`() async throws {
    try await Self.run { live in
      let told = try await live.ask(
        "/v1/calls", .OPTIONS,
        headers: [
          ("Origin", Self.page), ("Access-Control-Request-Method", "POST"),
          ("Access-Control-Request-Headers", "authorization"),
        ])
      #expect(told.status == 204 && told.body.isEmpty)
      #expect(told.headers.first(name: "Access-Control-Allow-Origin") == Self.page)
      #expect(told.headers.first(name: "Access-Control-Allow-Methods") == "GET, HEAD, POST, OPTIONS")
      #expect(told.headers.first(name: "Access-Control-Allow-Headers")?.contains("Authorization") == true)
      #expect(told.headers.first(name: "Access-Control-Allow-Credentials") == nil)
      #expect(told.headers.first(name: "Vary") == "Origin")
      // A refusal can be read as well, or the page couldn't say what is wrong.
      let refused = try await live.ask("/v1/calls", headers: [("Origin", Self.page)])
      #expect(refused.status == 401 && refused.headers.first(name: "Access-Control-Allow-Origin") == Self.page)
    }
  }

  @Test(arguments: [
    "https://app.example.com.evil.example", "http://app.example.com", "https://app.example.com:8443", "null",
    "https://sub.app.example.com", "HTTPS://APP.EXAMPLE.COM",
  ])
  func `all others are told nothing`(origin: String) async throws {
    try await Self.run { live in
      let told = try await live.ask(
        "/v1/calls", .OPTIONS, headers: [("Origin", origin), ("Access-Control-Request-Method", "POST")])
      #expect(told.status == 204 && told.headers.first(name: "Allow") == "GET, HEAD, POST, OPTIONS")
      #expect(told.headers.allSatisfy { !$0.name.lowercased().hasPrefix("access-control") })
      #expect(told.headers.first(name: "Vary") == "Origin")
    }
  }

  @Test func `what isn't there has no options, and without origins nothing varies`() async throws {
    try await LiveServer.run([]) { live in
      #expect(try await live.ask("/v1/nothing", .OPTIONS).status == 404)
      let told = try await live.ask("/healthz", .OPTIONS, headers: [("Origin", Self.page)])
      #expect(told.status == 204 && told.headers.first(name: "Allow") == "GET, HEAD, OPTIONS")
      #expect(told.headers.first(name: "Vary") == nil)
    }
  }

  @Test(arguments: ["*", "app.example.com", "https://", "https://app.example.com/", "https://App.example.com", "null"])
  func `what is no origin is refused`(text: String) { #expect(CrossOrigins(text) == nil) }
}
