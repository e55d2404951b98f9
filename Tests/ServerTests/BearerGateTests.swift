import Server
import Testing
import VoiceCore
import Web

@Suite("How often somebody who is known may ask")
struct BearerGateTests {
  private func company() async throws -> Company {
    let time = HandTime()
    let company = try await Company(time: time, gate: BearerGate(time: time))
    return try await company.provisioned()
  }

  @Test func `more writes than may be are refused by name until one has come back`() async throws {
    let company = try await company()
    let token = try await company.token(of: company.one)
    for left in (0..<15).reversed() {
      // What is refused for another reason counts as well.
      let answer = await company.send(.post, "/v1/departments", token: token)
      #expect(answer.status == .badRequest && answer.headers["RateLimit-Remaining"] == "\(left)")
    }
    let refused = await company.send(.post, "/v1/departments", token: token)
    #expect(refused.problem == "429 Too many requests")
    #expect(try refused.tree["limit"] == .text("writes") && refused.tree["code"] == .text("too_many_requests"))
    #expect(refused.headers["Retry-After"] == "2")
    #expect(refused.headers["RateLimit-Policy"] == #""writes";q=30;w=60"#)
    #expect(refused.headers["RateLimit"] == #""writes";r=0;t=2"#)
    company.time.pass(.seconds(2))
    #expect(await company.send(.patch, "/v1/settings", token: token).status == .ok)
    #expect(await company.send(.patch, "/v1/settings", token: token).status == .tooManyRequests)
  }

  @Test func `reads are counted by themselves, and each by who asks`() async throws {
    let company = try await company()
    let (token, other) = (try await company.token(of: company.one), try await company.token(of: company.one))
    for _ in 1...50 { #expect(await company.get("/v1/tenant", token: token).status == .ok) }
    let refused = await company.get("/v1/tenant", token: token)
    #expect(refused.problem == "429 Too many requests")
    #expect(try refused.tree["limit"] == .text("reads"))
    #expect(await company.send(.patch, "/v1/settings", token: token).status == .ok)
    #expect(await company.get("/v1/tenant", token: other).status == .ok)
    // Nobody is counted who isn't known.
    let unknown = await company.get("/v1/tenant", token: "none")
    #expect(unknown.status == .unauthorized && unknown.headers["RateLimit"] == nil)
  }

  @Test func `what is refused makes nothing, and its key isn't used up`() async throws {
    let company = try await company()
    let token = try await company.token(of: company.one)
    for _ in 1...15 { _ = await company.send(.patch, "/v1/settings", token: token) }
    func make() async -> Response {
      await company.router.respond(
        to: Request(
          .post, "/v1/departments",
          headers: [
            "Authorization": "Bearer \(token)", "Content-Type": "application/json", "Idempotency-Key": "once",
          ], body: Array(SwitchboardRouteTests.sales.utf8), id: "r-1"))
    }
    #expect(await make().status == .tooManyRequests)
    company.time.pass(.seconds(10))
    let made = await make()
    #expect(made.status == .created && made.headers["Idempotency-Replayed"] == nil)
    let again = await make()
    #expect(again.body == made.body && again.headers["Idempotency-Replayed"] == "true")
    // Counted now, and not as it was then.
    #expect(again.headers["RateLimit-Remaining"] == "3")
  }
}
