import Server
import Testing
import VoiceCore
import Web

@Suite("Agents over HTTP")
struct AgentRouteTests {
  /// A company with a department and an agent there, who signs in.
  private struct Desk {
    let company: Company
    let admin: String
    let department: String
    let user: User.ID
    let path: String
    let token: String

    init() async throws {
      company = try await Company().provisioned()
      admin = try await company.token(of: company.one)
      let made = await company.send(.post, "/v1/departments", SwitchboardRouteTests.sales, token: admin)
      department = try #require(try made.tree["id"]?.text)
      let person = await company.send(.post, "/v1/users", UserRouteTests.body(), token: admin)
      user = try #require(try person.tree["id"]?.text.flatMap { User.ID($0) })
      let agent = await company.send(
        .post, "/v1/agents",
        #"{"name":"Eve","user_id":"\#(user)","departments":["\#(department)"],"skills":["Spanish"],"extension":"42"}"#,
        token: admin)
      path = try #require(agent.headers["Location"])
      token = try await company.tokens.issue(
        AccessClaims(
          user: user, tenant: company.one, role: .agent, issuedAt: company.time.now(),
          expiresAt: company.time.now() + AccessClaims.lifetime, id: company.ids()))
    }

    func say(_ json: String, by token: String? = nil) async -> Response {
      await company.send(.put, path + "/status", json, token: token ?? self.token)
    }

    static func session(_ number: Int) -> String { "01980000-0000-7000-8000-00000000000\(number)" }
  }

  @Test func `an agent is made, found, listed, changed and removed`() async throws {
    let desk = try await Desk()
    let found = try await desk.company.get(desk.path, token: desk.admin).tree
    #expect(found["skills"] == .list([.text("spanish")]) && found["status"] == .text("not_available"))
    #expect(found["extension"] == .text("42") && found["wrap_up"] == .number(30))
    #expect(try await desk.company.get("/v1/agents", token: desk.admin).tree["data"]?.items == [found])
    let changed = await desk.company.send(
      .patch, desk.path, #"{"capacity":2,"wrap_up":0,"user_id":null}"#, token: desk.admin)
    #expect(try changed.tree["capacity"] == .number(2) && changed.tree["user_id"] == .null)
    #expect(await desk.company.send(.delete, desk.path, token: desk.admin).status == .noContent)
    #expect(await desk.company.get(desk.path, token: desk.admin).status == .notFound)
  }

  @Test(arguments: [
    (#"{"departments":[]}"#, "422 Not acceptable (departments)"),
    (#"{"departments":["x"]}"#, "422 Not acceptable (departments)"),
    (#"{"extension":"+14155550110"}"#, "422 Not acceptable (extension)"),
    (#"{"capacity":0}"#, "422 Not acceptable (capacity)"), (#"{"wrap_up":901}"#, "422 Not acceptable (wrap_up)"),
    (#"{"name":""}"#, "422 Not acceptable (name)"), (#"{"skills":[""]}"#, "422 Not acceptable (skills)"),
    (#"{"status":"available"}"#, "400 Malformed body (status)"),
  ])
  func `what can't be an agent says why`(json: String, problem: String) async throws {
    let desk = try await Desk()
    #expect(await desk.company.send(.patch, desk.path, json, token: desk.admin).problem == problem)
  }

  @Test func `an extension and a user have one owner`() async throws {
    let desk = try await Desk()
    let twin = await desk.company.send(
      .post, "/v1/agents", #"{"name":"x","user_id":"\#(desk.user)","departments":["\#(desk.department)"]}"#,
      token: desk.admin)
    #expect(twin.problem == "409 Taken (user_id)")
    let rival = await desk.company.send(
      .patch, "/v1/departments/\(desk.department)", #"{"extension":"42"}"#, token: desk.admin)
    #expect(rival.problem == "409 Taken (extension)")
  }

  @Test func `an agent comes, is available, stays by refreshing, and is gone after two missed refreshes`() async throws
  {
    let desk = try await Desk()
    let first = Desk.session(1)
    let come = await desk.say(#"{"status":"available","session":"\#(first)"}"#)
    #expect(try come.tree["status"] == .text("available") && come.tree["refresh_interval"] == .number(15))
    desk.company.time.pass(.seconds(30))
    #expect(try await desk.say(#"{"session":"\#(first)"}"#).tree["status"] == .text("available"))
    desk.company.time.pass(.seconds(31))
    let gone = try await desk.company.get(desk.path + "/status", token: desk.admin).tree
    #expect(gone["status"] == .text("not_available") && gone["present_until"] == .null)
    #expect(await desk.say(#"{"status":"asleep"}"#).problem == "422 Not acceptable (status)")
    #expect(await desk.say("{}").problem == "400 Malformed body (status)")
  }

  @Test func `a fourth session at once is refused`() async throws {
    let desk = try await Desk()
    for number in 1...3 {
      #expect(await desk.say(#"{"status":"available","session":"\#(Desk.session(number))"}"#).status == .ok)
    }
    let fourth = await desk.say(#"{"status":"available","session":"\#(Desk.session(4))"}"#)
    #expect(fourth.problem == "409 Too many sessions (session)")
  }

  @Test func `agents speak for themselves, and see their own figures`() async throws {
    let desk = try await Desk()
    let stranger = try await desk.company.token(of: desk.company.one, role: .agent)
    #expect(await desk.say(#"{"status":"busy"}"#, by: stranger).status == .notFound)
    #expect(await desk.company.get(desk.path + "/metrics", token: stranger).status == .notFound)
    _ = await desk.say(#"{"status":"available","session":"\#(Desk.session(1))"}"#)
    desk.company.time.pass(.seconds(20))
    let figures = try await desk.company.get(desk.path + "/metrics", token: desk.token).tree
    #expect(figures["handled"] == .number(0) && figures["idle_seconds"] == .number(20))
    #expect(figures["average_handle_time_seconds"] == .null && figures["occupancy"] == .number(0))
    for wrong in [
      "from=yesterday", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
      "to=1970-03-01T00:00:00Z&from=1970-01-01T00:00:00Z",
    ] {
      #expect(await desk.company.get(desk.path + "/metrics", query: wrong, token: desk.token).status == .badRequest)
    }
  }

  @Test func `another tenant's agent isn't there`() async throws {
    let desk = try await Desk()
    let other = try await desk.company.token(of: desk.company.two)
    for (method, path) in [
      (Web.Method.get, desk.path), (.patch, desk.path), (.delete, desk.path), (.get, desk.path + "/status"),
      (.get, desk.path + "/metrics"),
    ] {
      #expect(await desk.company.send(method, path, token: other).status == .notFound)
    }
    #expect(await desk.say(#"{"status":"busy"}"#, by: other).status == .notFound)
  }
}
