import Generators
import Server
import Testing
import VoiceCore
import Web

@Suite("Credits over HTTP")
struct CreditRouteTests {
  /// A company in which so many calls lasted a minute and a half each.
  private func company(calls: Int) async throws -> Company {
    let company = try await Company().provisioned()
    let answer = AnswerCall(
      store: company.store, time: company.time, ids: company.ids, tokens: .numbered(), admission: .open,
      desk: ScreeningDesk(store: company.store, chance: Chance { 6 }))
    for number in 0..<calls {
      let carrierID = try #require(CarrierCallID("CA-credit-\(number)"))
      let dialled = try #require(PhoneNumber("+14155550101"))
      guard
        case .connect(let token, let place) = try await answer(
          .init(carrierID: carrierID, caller: .withheld, dialled: dialled))
      else { throw CancellationError() }
      let join = JoinStream(store: company.store, time: company.time, tokens: .numbered())
      _ = try await join(token: token, carrierCall: carrierID.text)
      company.time.pass(.seconds(90))
      let end = EndCall(store: company.store, time: company.time)
      for _ in 1...2 { _ = try await end(.id(place.call), of: company.one, because: .hungUp) }
    }
    return company
  }

  @Test func `what calls used is taken from what is left, each once, and the journal tells it`() async throws {
    let company = try await company(calls: 2)
    let admin = try await company.token(of: company.one)
    let first = try await company.get("/v1/credits", query: "limit=2", token: admin).tree
    #expect(first["limit_seconds"] == .number(60_000) && first["reserved_seconds"] == .number(0))
    #expect(first["available_seconds"] == .number(60_000 - 180) && first["used_seconds"] == .number(180))
    #expect(first["data"]?.items.compactMap { $0["kind"]?.text } == ["used", "used"])
    let cursor = try #require(first["next_cursor"]?.text)
    let rest = try await company.get("/v1/credits", query: "limit=2&cursor=\(cursor)", token: admin).tree
    #expect(rest["data"]?.items.compactMap { $0["kind"]?.text } == ["granted"] && rest["next_cursor"] == .null)
    #expect(await company.get("/v1/credits", query: "cursor=x", token: admin).status == .badRequest)
    let usage = try await company.get("/v1/usage", token: admin).tree
    #expect(usage["current"]?["calls"] == .number(2) && usage["past"]?.items == [])
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    for (shown, schema) in [(first, "Credits"), (usage, "Usage")] {
      #expect(Set(shown.members.keys) == OpenAPIDocumentTests.members(of: schema, schemas))
    }
    let other = try await company.token(of: company.two)
    #expect(try await company.get("/v1/credits", token: other).tree["available_seconds"] == .number(60_000))
  }

  @Test func `a tenant chooses what becomes of calls, and the platform the plan`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let path = "/v1/subscription"
    let before = try await company.get(path, token: admin).tree
    #expect(before["plan"]?.text == "trial" && before["at_limit"]?.text == "voicemail")
    let chosen = try await company.send(.patch, path, #"{"at_limit":"refuse"}"#, token: admin).tree
    #expect(chosen["at_limit"]?.text == "refuse")
    #expect(await company.send(.patch, path, #"{"plan":"business"}"#, token: admin).status == .forbidden)
    #expect(await company.send(.patch, path, #"{"at_limit":"overage"}"#, token: admin).status == .forbidden)
    let root = try await company.token(of: nil, role: .platformAdmin)
    let body = #"{"plan":"business","at_limit":"overage"}"#
    let given = try await company.send(.patch, path, body, token: root, as: company.one).tree
    #expect(given["included_seconds"] == .number(600_000) && given["at_limit"]?.text == "overage")
    #expect(await company.send(.patch, path, #"{"plan":"gold"}"#, token: admin).status == .unprocessable)
    #expect(await company.send(.patch, path, #"{"price":1}"#, token: admin).status == .badRequest)
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await company.get("/v1/credits", token: agent).status == .forbidden)
  }

  @Test func `a tenant that is older than accounts isn't metered until somebody chooses`() async throws {
    let company = try await Company().provisioned()
    let older: Tenant.ID = company.ids()
    let service = try #require(PhoneNumber("+14155550177"))
    let domain = try #require(TenantDomain("older.example"))
    try await company.store.transaction(for: older) { scope throws(StoreFailure) in
      try await scope.save(
        Tenant(id: older, name: "Older", domain: domain, settings: TenantSettings(customerService: service)))
    }
    let admin = try await company.token(of: older)
    #expect(await company.get("/v1/usage", token: admin).status == .notFound)
    #expect(await company.send(.patch, "/v1/subscription", "{}", token: admin).status == .ok)
    #expect(await company.get("/v1/usage", token: admin).status == .ok)
  }
}
