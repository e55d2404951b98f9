import Generators
import Server
import Testing
import VoiceCore
import Web

@Suite("Events over HTTP")
struct EventsRouteTests {
  @Test func `events of all calls come in order, as a call's own list has them, and inner facts aren't shown`()
    async throws
  {
    let company = try await Company().provisioned()
    let first = try await company.liveCall(of: company.one)
    let second = try await company.liveCall(of: company.one)
    company.time.pass(.seconds(1))
    try await company.end(first, of: company.one)
    let token = try await company.token(of: company.one)
    let events = try await company.get("/v1/events", token: token).tree["data"]?.items ?? []
    #expect(
      events.compactMap { $0["type"]?.text }
        == ["call.started", "call.answered", "call.started", "call.answered", "call.ended"])
    for call in [first, second] {
      let own = try await company.get("/v1/calls/\(call.id)/events", token: token).tree["data"]?.items
      #expect(own == events.filter { $0["id"]?.text?.hasPrefix("\(call.id).") == true })
    }
  }

  @Test func `following the pages meets every event once, and after the last there is nothing until more happens`()
    async throws
  {
    let company = try await Company().provisioned()
    for _ in 1...4 { _ = try await company.liveCall(of: company.one) }
    let token = try await company.token(of: company.one)
    let all = try await company.get("/v1/events", query: "limit=500", token: token).tree["data"]?.items ?? []
    var met: [JSON] = []
    var after: String?
    repeat {
      let query = "limit=3" + (after.map { "&after=\($0)" } ?? "")
      let page = try await company.get("/v1/events", query: query, token: token).tree
      met += page["data"]?.items ?? []
      after = page["next_cursor"]?.text
    } while after != nil && met.count < 20
    #expect(all.count == 8 && met == all)
    let last = try #require(all.last?["id"]?.text)
    #expect(try await company.get("/v1/events", query: "after=\(last)", token: token).tree["data"] == .list([]))
    _ = try await company.liveCall(of: company.one)
    let more = try await company.get("/v1/events", query: "after=\(last)", token: token).tree["data"]?.items
    #expect(more?.count == 2)
  }

  @Test func `topics narrow the list`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let sales = DepartmentPlan.department(1)
    let now = company.time.now()
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      try await scope.save(Department(id: sales, name: "sales", number: call.dialled))
      try await scope.save(call, facts: [.queued(sales)], intentions: [], at: now)
    }
    let token = try await company.token(of: company.one)
    let queue = try await company.get("/v1/events", query: "topics=queue", token: token).tree["data"]?.items ?? []
    #expect(queue.compactMap { $0["type"]?.text } == ["queue.entered"])
    let none = try await company.get("/v1/events", query: "topics=department:\(sales)", token: token).tree
    #expect(none["data"] == .list([]), "it is in no department")
  }

  @Test func `people of a department see what happens in it, and another tenant's nothing`() async throws {
    let company = try await Company().provisioned()
    let (seen, unseen) = (try await company.liveCall(of: company.one), try await company.liveCall(of: company.one))
    let (user, sales, help) = (DepartmentPlan.person(1), DepartmentPlan.department(1), DepartmentPlan.department(2))
    let now = company.time.now()
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      for id in [sales, help] { try await scope.save(Department(id: id, name: "\(id)", number: seen.dialled)) }
      try await scope.save(Membership(of: user, in: sales))
      for (call, place) in [(seen, sales), (unseen, help)] {
        _ = try await scope.call(call.id)
        try await scope.save(
          call, facts: [.transferStarted(Transfer(reason: .callerWish, department: place)), .queued(place)],
          intentions: [], at: now)
      }
    }
    let token = try await company.tokens.issue(
      AccessClaims(
        user: user, tenant: company.one, role: .agent, issuedAt: now, expiresAt: now + AccessClaims.lifetime,
        id: company.ids()))
    let events = try await company.get("/v1/events", token: token).tree["data"]?.items ?? []
    #expect(events.compactMap { $0["type"]?.text } == ["queue.entered"])
    #expect(events.allSatisfy { $0["id"]?.text?.hasPrefix("\(seen.id).") == true })
    let stranger = try await company.token(of: company.two)
    #expect(try await company.get("/v1/events", token: stranger).tree["data"] == .list([]))
    let theirs = events[0]["id"]?.text ?? ""
    #expect(
      await company.get("/v1/events", query: "after=\(theirs)", token: stranger).problem == "404 No such event (after)")
  }

  @Test(arguments: [
    ("limit=0", "limit"), ("after=x", "after"), ("after=", "after"), ("topics=agents", "topics"), ("topics=", "topics"),
    ("topics=department:1", "topics"), ("cursor=1", "cursor"),
  ])
  func `a wrong parameter is 400 and named`(query: String, field: String) async throws {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one)
    #expect(await company.get("/v1/events", query: query, token: token).problem == "400 Malformed query (\(field))")
  }
}
