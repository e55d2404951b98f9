import Server
import Testing
import VoiceCore
import Web

@Suite("Ending a call over HTTP")
struct EndCallRouteTests {
  @Test func `a call ends, and twice is answered as once`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let call = try await company.liveCall(of: company.one)
    let ended = await company.send(.post, "/v1/calls/\(call.id)/end", token: admin)
    #expect(ended.status == .ok)
    #expect(try ended.tree["status"] == .text("completed"))
    #expect(try ended.tree["detail_record"]?["cause"] == .text("ended_by_staff"))
    #expect(try ended.tree["detail_record"]?["ended_by"]?["kind"] == .text("user"))
    company.time.pass(.seconds(3))
    let again = await company.send(.post, "/v1/calls/\(call.id)/end", token: admin)
    #expect(again.status == .ok)
    #expect(try again.tree == ended.tree)
    #expect(try await company.get("/v1/calls/\(call.id)", token: admin).tree == ended.tree)
  }

  @Test func `one that the caller ended stays as it ended`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let call = try await company.liveCall(of: company.one)
    try await company.end(call, of: company.one)
    let told = await company.send(.post, "/v1/calls/\(call.id)/end", token: admin)
    #expect(told.status == .ok)
    #expect(try told.tree["detail_record"]?["cause"] == .text("hung_up"))
    #expect(try told.tree["detail_record"]?["ended_by"] == .null)
  }

  @Test func `another tenant's call, and one that nobody has, aren't there`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let abroad = try await company.token(of: company.two)
    #expect(await company.send(.post, "/v1/calls/\(call.id)/end", token: abroad).status == .notFound)
    let admin = try await company.token(of: company.one)
    #expect(await company.send(.post, "/v1/calls/\(Call.ID(404))/end", token: admin).status == .notFound)
    #expect(await company.send(.post, "/v1/calls/nonsense/end", token: admin).status == .notFound)
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await company.send(.post, "/v1/calls/\(call.id)/end", token: agent).status == .notFound)
    #expect(try await company.get("/v1/calls/\(call.id)", token: admin).tree["ended_at"] == .null)
  }
}
