import Server
import Testing
import VoiceCore
import Web

@Suite("Erasing a caller over HTTP")
struct PersonErasureRouteTests {
  static let path = "/v1/erasures"
  static let body = #"{"phone_number":"+14155550199"}"#

  private static func office() async throws -> (company: Company, admin: String) {
    let company = try await Company().provisioned()
    return (company, try await company.token(of: company.one))
  }

  private static func erase(in company: Company) async throws -> ErasePerson.Tally {
    company.time.pass(PersonErasure.settling)
    return try await ErasePerson(store: company.store, signer: .plain, time: company.time)(of: company.one)
  }

  @Test func `a caller is erased, and the answers tell of the call without them and of the erasure with its statement`()
    async throws
  {
    let (company, admin) = try await Self.office()
    let call = try await company.liveCall(of: company.one)
    let others = try await company.liveCall(of: company.two)
    try await company.end(call, of: company.one)
    try await company.end(others, of: company.two)
    let made = await company.send(.post, Self.path, Self.body, token: admin)
    #expect(made.status == .accepted)
    #expect(try made.tree["status"] == .text("erasing") && made.tree["statement"] == .null)
    let place = try #require(made.headers["Location"])
    #expect(try await Self.erase(in: company).erased == 1)
    let shown = await company.get(place, token: admin)
    #expect(try shown.tree["status"] == .text("erased"))
    #expect(try shown.tree["statement"] != .null && shown.tree["id"] == made.tree["id"])
    for path in ["/v1/calls", "/v1/calls/\(call.id)", "/v1/calls/\(call.id)/events", place, Self.path] {
      let answer = await company.get(path, token: admin)
      #expect(answer.status == .ok)
      #expect(!String(decoding: answer.body, as: UTF8.self).contains("4155550199"), "\(path)")
    }
    let stranger = try await company.token(of: company.two)
    let answer = await company.get("/v1/calls/\(others.id)", token: stranger)
    #expect(String(decoding: answer.body, as: UTF8.self).contains("+14155550199"))
    #expect(await company.get(place, token: stranger).status == .notFound)
    #expect(try await company.audited(company.one).map(\.action) == [.erasePerson])
  }

  @Test func `who is on the line isn't erased`() async throws {
    let (company, admin) = try await Self.office()
    let call = try await company.liveCall(of: company.one)
    let now = company.time.now()
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      try await scope.save(LiveCall(call: call.id, holder: .carrier, since: now))
    }
    #expect(await company.send(.post, Self.path, Self.body, token: admin).status == .conflict)
  }

  @Test func `at most so many are under way at once, and each person once`() async throws {
    let (company, admin) = try await Self.office()
    for number in 0..<PersonErasure.maximumOpen {
      let body = #"{"phone_number":"+141555501\#(10 + number)"}"#
      #expect(await company.send(.post, Self.path, body, token: admin).status == .accepted)
    }
    #expect(await company.send(.post, Self.path, Self.body, token: admin).status == .conflict)
    let again = await company.send(.post, Self.path, #"{"phone_number":"+14155550110"}"#, token: admin)
    #expect(again.status == .accepted)
    let page = await company.get(Self.path, query: "limit=3", token: admin)
    #expect(page.status == .ok)
  }

  @Test(arguments: [#"{"phone_number":"030 1234"}"#, #"{"phone_number":""}"#])
  func `what is no number is refused by the field's name`(_ body: String) async throws {
    let (company, admin) = try await Self.office()
    let answer = await company.send(.post, Self.path, body, token: admin)
    #expect(answer.status == .unprocessable)
    #expect(answer.problem.contains("phone_number"))
  }
}
