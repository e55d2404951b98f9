import Server
import Testing
import VoiceCore
import Web

@Suite("Takeover and hand-back over HTTP")
struct FloorRouteTests {
  /// Somebody whose voice is joined to a call.
  private static func joined(_ company: Company) async throws -> (call: Call, token: String, user: User.ID) {
    let call = try await company.liveCall(of: company.one)
    let user: User.ID = company.ids()
    let token = try await company.tokens.issue(
      AccessClaims(
        user: user, tenant: company.one, role: .tenantAdmin, issuedAt: company.time.now(),
        expiresAt: company.time.now() + AccessClaims.lifetime, id: company.ids()))
    let attend = AttendCall(
      store: company.store, time: company.time,
      auditing: Auditing(time: company.time, ids: company.ids, digest: .folding))
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      try await scope.save(
        LiveCall(
          call: call.id, holder: .node(Identifier(1)), since: call.startedAt,
          address: NodeAddress("https://node1.example")))
    }
    _ = try await attend(.join, in: call.id, by: .user(user, .tenantAdmin, of: company.one), of: company.one)
    return (call, token, user)
  }

  @Test func `whoever is joined takes over and hands back, and the session is told to look`() async throws {
    let company = try await Company().provisioned()
    let (call, token, user) = try await Self.joined(company)
    let taken = await company.send(.post, "/v1/calls/\(call.id)/takeover", token: token)
    #expect(taken.status == .ok)
    #expect(try taken.tree["holder"] == .text("person") && taken.tree["user_id"] == .text(user.description))
    #expect(try taken.tree["socket_url"] == .text("wss://node1.example/v1/voice?call=\(call.id)"))
    let given = await company.send(.post, "/v1/calls/\(call.id)/hand-back", token: token)
    #expect(try given.tree["holder"] == .text("receptionist"))
    #expect(try given.tree["listeners"]?.items.count == 1)
    #expect(company.floor.changed == Array(repeating: CallPlace(tenant: company.one, call: call.id), count: 2))
    #expect(try await company.audited(company.one).map(\.action) == [.listenToCall, .takeOverCall])
    let events = await company.get("/v1/calls/\(call.id)/events", token: token)
    let types = try events.tree["data"]?.items.compactMap { $0["type"] } ?? []
    #expect(types.suffix(3) == [.text("call.joined"), .text("call.taken_over"), .text("call.handed_back")])
  }

  @Test func `who isn't joined is told where to connect`() async throws {
    let company = try await Company().provisioned()
    let (call, _, _) = try await Self.joined(company)
    let other = try await company.token(of: company.one)
    let refused = await company.send(.post, "/v1/calls/\(call.id)/takeover", token: other)
    #expect(refused.status == .conflict)
    #expect(
      try refused.tree["detail"] == .text("Connect your voice first: wss://node1.example/v1/voice?call=\(call.id)"))
  }

  @Test func `whoever may attend a call is shown where its node is`() async throws {
    let company = try await Company().provisioned()
    let (call, token, _) = try await Self.joined(company)
    let path = "/v1/calls/\(call.id)"
    #expect(
      try await company.get(path, token: token).tree["socket_url"]
        == .text("wss://node1.example/v1/voice?call=\(call.id)"))
    #expect(try await company.get("/v1/calls", token: token).tree["data"]?.items.first?["socket_url"] == .null)
    try await company.end(call, of: company.one)
    #expect(try await company.get(path, token: token).tree["socket_url"] == .null)
  }

  @Test func `what isn't seen isn't there, and what is over is too late`() async throws {
    let company = try await Company().provisioned()
    let (call, token, _) = try await Self.joined(company)
    for verb in ["takeover", "hand-back"] {
      let path = "/v1/calls/\(call.id)/\(verb)"
      let abroad = try await company.token(of: company.two)
      #expect(await company.send(.post, path, token: abroad).status == .notFound)
      let supervisor = try await company.token(of: company.one, role: .supervisor)
      #expect(await company.send(.post, path, token: supervisor).status == .notFound)
      #expect(await company.send(.post, "/v1/calls/1/\(verb)", token: token).status == .notFound)
    }
    try await company.end(call, of: company.one)
    #expect(await company.send(.post, "/v1/calls/\(call.id)/takeover", token: token).status == .conflict)
  }

  @Test func `a telephone that is named takes the caller, and nothing hands back from there`() async throws {
    let company = try await Company().provisioned()
    let (call, token, user) = try await Self.joined(company)
    let path = "/v1/calls/\(call.id)"
    let taken = await company.send(
      .post, path + "/takeover", #"{"by":"phone","number":"+14155550188"}"#, token: token)
    #expect(taken.status == .ok)
    #expect(try taken.tree["holder"] == .text("phone") && taken.tree["user_id"] == .text(user.description))
    let shown = await company.get(path, token: token)
    #expect(try shown.tree["transfer"]?["reason"] == .text("operator_wish") && shown.tree["socket_url"] == .null)
    #expect(await company.send(.post, path + "/hand-back", token: token).status == .conflict)
  }

  @Test(arguments: [
    (#"{"by":"phone"}"#, Status.conflict), (#"{"by":"voice"}"#, .ok), ("{}", .ok),
    (#"{"by":"letter"}"#, .unprocessable), (#"{"by":"phone","number":"188"}"#, .unprocessable),
    (#"{"number":"+14155550188"}"#, .unprocessable), (#"{"by":1}"#, .badRequest), (#"{"at":"x"}"#, .badRequest),
  ])
  func `how somebody takes over is said by name`(_ json: String, _ status: Status) async throws {
    let company = try await Company().provisioned()
    let (call, token, _) = try await Self.joined(company)
    #expect(await company.send(.post, "/v1/calls/\(call.id)/takeover", json, token: token).status == status)
  }
}
