import Server
import Testing
import VoiceCore
import Web

@Suite("Analytics over HTTP")
struct AnalyticsRouteTests {
  private static let path = "/v1/analytics/"

  /// A company with one call that is over.
  private static func office() async throws -> (Company, admin: String) {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    try await company.end(call, of: company.one)
    return (company, try await company.token(of: company.one, role: .tenantAdmin))
  }

  @Test func `a call that is over is in the figures of its tenant, and in no other's`() async throws {
    let (company, admin) = try await Self.office()
    let found = try await company.get(Self.path + "calls", query: "interval=hour", token: admin).tree
    #expect(found["total"]?["calls"] == .number(1) && found["total"]?["answered"] == .number(1))
    #expect(found["total"]?["directions"]?["inbound"] == .number(1) && found["interval"] == .text("hour"))
    #expect(found["total"]?["duration_seconds"]?["count"] == .number(1) && found["time_zone"] == .text("Etc/UTC"))
    let pieces = found["intervals"]?.items ?? []
    #expect((24...25).contains(pieces.count) && pieces.last?["figures"]?["calls"] == .number(1))
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(try await company.get(Self.path + "calls", token: theirs).tree["total"]?["calls"] == .number(0))
    let supervisor = try await company.token(of: company.one, role: .supervisor)
    #expect(try await company.get(Self.path + "calls", token: supervisor).tree["total"]?["calls"] == .number(0))
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await company.get(Self.path + "calls", token: agent).status == .forbidden)
  }

  @Test(arguments: [
    ("calls", "CallAnalytics"), ("agents", "AgentAnalytics"), ("queue", "QueueAnalytics"), ("ai", "AIAnalytics"),
    ("costs", "CostAnalytics"),
  ])
  func `what is told has exactly the members of its schema, and null for what nobody knows`(
    subject: String, schema: String
  ) async throws {
    let (company, admin) = try await Self.office()
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    let found = try await company.get(Self.path + subject, query: "interval=day", token: admin).tree
    #expect(Set(found.members.keys) == OpenAPIDocumentTests.members(of: schema, schemas))
    let described = schemas?[schema]?["properties"]?["total"]?["properties"]?.members ?? [:]
    let total = found["total"]?.members ?? [:]
    #expect(!total.isEmpty && Set(total.keys) == Set(described.keys))
    for (name, member) in described {
      if member["type"] == .text("null") { #expect(total[name] == .null) }
      if let inner = member["properties"]?.members {
        #expect(total[name]?.members.keys.sorted() == inner.keys.sorted())
      }
    }
    #expect(found["intervals"]?.items.allSatisfy { $0["figures"] != nil } == true)
  }

  @Test(arguments: [
    ("from=yesterday", "400 Malformed query (from)"), ("from=2026-01-01T00:00:01Z", "400 Malformed query (from)"),
    ("to=2026-01-01T00:07:00Z", "400 Malformed query (to)"),
    ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "400 Malformed query (to)"),
    ("from=2001-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "400 Malformed query (to)"),
    ("interval=minute", "400 Malformed query (interval)"),
    ("from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&interval=hour", "400 Malformed query (interval)"),
    ("time_zone=Mars/Olympus", "400 Malformed query (time_zone)"), ("time_zone=%20", "400 Malformed query (time_zone)"),
    ("zone=Etc/UTC", "400 Malformed query (zone)"),
  ])
  func `what can't be asked for says why`(query: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    #expect(await company.get(Self.path + "queue", query: query, token: admin).problem == problem)
  }

  @Test func `a day on which clocks change is told as it is`() async throws {
    let (company, admin) = try await Self.office()
    let query = "from=2026-03-28T23:00:00Z&to=2026-03-30T22:00:00Z&interval=day&time_zone=Europe/Berlin"
    let found = try await company.get(Self.path + "ai", query: query, token: admin).tree
    #expect(
      found["intervals"]?.items.compactMap { $0["from"]?.text } == [
        "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z",
      ])
  }
}
