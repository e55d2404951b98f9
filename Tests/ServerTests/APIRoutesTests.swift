import Server
import Testing
import VoiceCore
import Web

@Suite("The REST API")
struct APIRoutesTests {
  @Test func `signing in gives a token, and everything wrong gives one answer`() async throws {
    let office = try await Office()
    let good = await office.signIn(
      #"{"domain":"tenant-1.example","email":"ann@tenant-1.example","password":"secret-1"}"#)
    #expect(good.status == .ok)
    #expect(text(good).contains(office.token(ofTenant: 1)))
    for wrong in [
      #"{"domain":"tenant-1.example","email":"ann@tenant-1.example","password":"secret-2"}"#,
      #"{"domain":"tenant-1.example","email":"bob@tenant-1.example","password":"secret-1"}"#,
      #"{"domain":"nobody.example","email":"ann@tenant-1.example","password":"secret-1"}"#,
      #"{"domain":"tenant-2.example","email":"ann@tenant-1.example","password":"secret-1"}"#,
    ] {
      let refused = await office.signIn(wrong)
      #expect(refused.status == .unauthorized)
    }
  }

  @Test(arguments: [
    "", "{", "[]", #"{"domain":"a.example","email":"b","password":5}"#, #"{"domain":"tenant-1.example"}"#,
    #"{"domain":"tenant-1.example","email":"ann@tenant-1.example","password":"secret-1","extra":1}"#,
  ])
  func `a sign-in that isn't one is a problem document`(body: String) async throws {
    let response = try await Office().signIn(body)
    #expect(response.status == .badRequest || response.status == .unprocessable)
    #expect(response.headers["Content-Type"] == "application/problem+json")
  }

  @Test func `calls need a token`() async throws {
    let response = try await Office().get("/v1/calls", as: nil)
    #expect(response.status == .unauthorized)
    #expect(response.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
  }

  @Test func `a tenant lists its own calls, newest first, page by page`() async throws {
    let office = try await Office()
    let first = await office.get("/v1/calls", query: "limit=2")
    #expect(first.status == .ok)
    let cursor = try #require(text(first).firstMatch(of: #/"next_cursor":"([^"]+)"/#)?.1)
    let second = await office.get("/v1/calls", query: "limit=2&cursor=\(cursor)")
    let ids = (text(first) + text(second)).matches(of: #/"carrier_call_id":"(CA\d+)"/#).map { String($0.1) }
    #expect(ids == ["CA13", "CA12", "CA11"])
  }

  @Test(arguments: ["limit=0", "limit=501", "limit=x", "cursor=nonsense", "unknown=1"])
  func `a query that is wrong names its field`(query: String) async throws {
    let response = try await Office().get("/v1/calls", query: query)
    #expect(response.status == .badRequest)
    #expect(text(response).contains(String(query.split(separator: "=")[0])))
  }

  @Test func `another tenant's call is not found, as if it weren't there`() async throws {
    let office = try await Office()
    let id = Identifier<Call>(UInt128(0xC000 + 11))
    let own = await office.get("/v1/calls/\(id)")
    #expect(own.status == .ok)
    for path in ["/v1/calls/\(id)", "/v1/calls/\(id)/events", "/v1/calls/\(id)/transcript", "/v1/calls/nonsense"] {
      let foreign = await office.get(path, as: 2)
      #expect(foreign.status == .notFound)
    }
  }

  @Test func `what isn't there is 404, and another method is 405 with those that are allowed`() async throws {
    let office = try await Office()
    let missing = await office.get("/v1/nothing")
    #expect(missing.status == .notFound)
    let response = await office.router.respond(to: Request(.delete, "/v1/calls"))
    #expect(response.status == .methodNotAllowed)
    #expect(response.headers["Allow"]?.contains("GET") == true)
  }

  @Test func `the document describes every operation that is mounted, and no other`() async throws {
    let office = try await Office()
    let document = OpenAPIDocument(routes: office.routes, version: "1").json
    for route in office.routes {
      let operation = try #require(route.operation)
      #expect(document.contains("\"\(operation.id)\""))
    }
    #expect(document.matches(of: #/"operationId"/#).count == office.routes.count)
  }

  private func text(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }
}
