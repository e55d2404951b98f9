import Server
import Testing
import VoiceCore
import Web

@Suite("The switchboard over HTTP")
struct SwitchboardRouteTests {
  static let sales = #"{"name":"sales","number":"+14155550110"}"#
  static let hours =
    #"{"time_zone":"Europe/Berlin","week":{"monday":[{"opens":"09:00","closes":"17:30"}]},"#
    + #""special_days":[{"day":"12-25","name":"Christmas"}]}"#

  private func department(_ company: Company, _ json: String = sales) async throws -> (path: String, id: String) {
    let admin = try await company.token(of: company.one)
    let made = await company.send(.post, "/v1/departments", json, token: admin)
    #expect(made.status == .created)
    let path = try #require(made.headers["Location"])
    return (path, try #require(try made.tree["id"]?.text))
  }

  @Test func `a department greets in its own words, one greeting a language, and ours are back when they are cleared`()
    async throws
  {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let json =
      #"{"name":"Sales","number":"+14155550123","greetings":[{"language":"es","text":"¡Hola!"},{"language":"en","text":"Hi."}]}"#
    let made = await company.send(.post, "/v1/departments", json, token: admin)
    let path = try #require(made.headers["Location"])
    let texts = try made.tree["greetings"]?.items.map { $0["text"] }
    #expect(texts == [.text("Hi."), .text("¡Hola!")])
    func refusal(_ greetings: String) async -> String {
      await company.send(.patch, path, #"{"greetings":\#(greetings)}"#, token: admin).problem
    }
    let (hi, long) = (#"{"language":"en","text":"Hi."}"#, String(repeating: "x", count: 501))
    #expect(await refusal("[\(hi),\(hi)]").hasSuffix("(greetings)"))
    #expect(await refusal(#"[{"language":"en","text":"\#(long)"}]"#).hasSuffix("(greetings/text)"))
    #expect(await refusal(#"[{"language":"Klingon!","text":"Hi."}]"#).hasSuffix("(greetings)"))
    #expect(await refusal(#"[{"language":"en","words":"Hi."}]"#).hasSuffix("(greetings/words)"))
    let kept = await company.send(.patch, path, #"{"name":"Sale"}"#, token: admin)
    #expect(try kept.tree["greetings"]?.items.count == 2)
    let cleared = await company.send(.patch, path, #"{"greetings":null}"#, token: admin)
    #expect(try cleared.tree["greetings"]?.items.isEmpty == true)
  }

  @Test func `a company's own words of welcome are the first that a caller hears`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let changed = await company.send(
      .patch, "/v1/tenant", #"{"greetings":[{"language":"es","text":"¡Hola!"}]}"#, token: admin)
    // In the language in which calls begin there is always one.
    let languages = try changed.tree["greetings"]?.items.map { $0["language"] }
    #expect(languages == [.text("en"), .text("es")])
  }

  @Test func `a department is made, found, listed, changed and removed`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let (path, id) = try await department(company)
    let found = try await company.get(path, token: admin).tree
    #expect(path == "/v1/departments/\(id)" && found["ring_strategy"] == .text("in_turn"))
    #expect(found["hours"] == .null && found["after_hours"]?["type"] == .text("voicemail"))
    #expect(try await company.get("/v1/departments", token: admin).tree["data"]?.items == [found])
    let changed = await company.send(
      .patch, path,
      #"{"hours":\#(Self.hours),"extension":"42","ring_time":30,"limits":{"longest_wait":600},"#
        + #""overflow":{"type":"outside","number":"+14155550177"}}"#, token: admin)
    let tree = try changed.tree
    #expect(
      tree["hours"]?["week"]?["monday"]?.items.count == 1 && tree["hours"]?["time_zone"] == .text("Europe/Berlin"))
    #expect(tree["extension"] == .text("42") && tree["limits"]?["longest_wait"] == .number(600))
    #expect(tree["overflow"]?["number"] == .text("+14155550177") && tree["name"] == .text("sales"))
    let cleared = await company.send(.patch, path, #"{"hours":null,"extension":null}"#, token: admin)
    #expect(try cleared.tree["hours"] == .null && cleared.tree["extension"] == .null)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.send(.delete, path, token: admin).status == .notFound)
    #expect(try await company.audited(company.one).map(\.action) == Array(repeating: .changeRouting, count: 4))
  }

  @Test(arguments: [
    (#"{"number":"+14155550110"}"#, "400 Malformed body (name)"),
    (#"{"name":"x","number":"+14155550110","extra":1}"#, "400 Malformed body (extra)"),
    (#"{"name":"x","number":"555"}"#, "422 Not acceptable (number)"),
    (#"{"name":"x","number":"+14155550110","ring_time":1}"#, "422 Not acceptable (ring_time)"),
    (#"{"name":"x","number":"+14155550110","ring_time":"1"}"#, "400 Malformed body (ring_time)"),
    (#"{"name":"x","number":"+14155550110","extension":"911"}"#, "422 Not acceptable (extension)"),
    (#"{"name":"x","number":"+14155550110","extension":"5551234"}"#, "422 Not acceptable (extension)"),
    (#"{"name":"x","number":"+14155550110","limits":{"length":0}}"#, "422 Not acceptable (limits/length)"),
    (#"{"name":"x","number":"+14155550110","limits":{"size":0}}"#, "400 Malformed body (limits/size)"),
    (#"{"name":"x","number":"+14155550110","overflow":{"type":"moon"}}"#, "422 Not acceptable (overflow/type)"),
    (#"{"name":"x","number":"+14155550110","overflow":{"type":"agent"}}"#, "422 Not acceptable (overflow/id)"),
    (
      #"{"name":"x","number":"+14155550110","hours":{"time_zone":"Mars/Olympus","week":{}}}"#,
      "422 Not acceptable (hours/time_zone)"
    ),
    (
      #"{"name":"x","number":"+14155550110","hours":{"time_zone":"Etc/UTC","week":{"monday":["#
        + #"{"opens":"09:00","closes":"12:00"},{"opens":"11:00","closes":"17:00"}]}}}"#,
      "422 Not acceptable (hours/week/monday/1)"
    ),
    (
      #"{"name":"x","number":"+14155550110","hours":{"time_zone":"Etc/UTC","week":{"moonday":[]}}}"#,
      "400 Malformed body (hours/week/moonday)"
    ),
  ])
  func `what can't be a department says why`(json: String, problem: String) async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    #expect(await company.send(.post, "/v1/departments", json, token: admin).problem == problem)
  }

  @Test func `a department isn't its own parent, nor in a circle, and stays while something needs it`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let (upper, upperID) = try await department(company)
    let (lower, lowerID) = try await department(
      company, #"{"name":"lower","number":"+14155550111","parent":"\#(upperID)"}"#)
    for (path, id) in [(upper, upperID), (upper, lowerID)] {
      let refused = await company.send(.patch, path, #"{"parent":"\#(id)"}"#, token: admin)
      #expect(refused.problem == "422 Not acceptable (parent)")
    }
    let loop = await company.send(
      .patch, lower, #"{"overflow":{"type":"queue","id":"\#(lowerID)"}}"#, token: admin)
    #expect(loop.problem == "422 Not acceptable (overflow)")
    #expect(await company.send(.delete, upper, token: admin).problem == "409 In use (children)")
  }

  @Test func `numbers are added, led and removed, and another tenant's are taken`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let (_, id) = try await department(company)
    let made = await company.send(.post, "/v1/phone-numbers", #"{"number":"+14155550120"}"#, token: admin)
    #expect(made.status == .created && made.headers["Location"] == "/v1/phone-numbers/+14155550120")
    let path = "/v1/phone-numbers/+14155550120"
    let led = await company.send(.patch, path, #"{"department_id":"\#(id)"}"#, token: admin)
    #expect(try led.tree["department_id"] == .text(id))
    #expect(try await company.get(path, token: admin).tree == led.tree)
    #expect(try await company.get("/v1/phone-numbers", token: admin).tree["data"]?.items.count == 2)
    let page = try await company.get("/v1/phone-numbers", query: "limit=1", token: admin).tree
    let next = try #require(page["next_cursor"]?.text)
    let rest = try await company.get("/v1/phone-numbers", query: "limit=1&cursor=\(next)", token: admin).tree
    #expect(rest["data"]?.items == [try led.tree] && rest["next_cursor"] == .null)
    let theirs = await company.send(.post, "/v1/phone-numbers", #"{"number":"+14155550102"}"#, token: admin)
    #expect(theirs.problem == "409 Taken (number)")
    let other = try await company.token(of: company.two)
    #expect(await company.get(path, token: other).status == .notFound)
    #expect(await company.send(.delete, path, token: other).status == .notFound)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.get(path, token: admin).status == .notFound)
  }

  @Test func `rules are made, changed and removed; one that leads nowhere is refused`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let (_, id) = try await department(company)
    let rule = #"{"sign":{"type":"keyword","value":"my invoice"},"target":{"type":"department","id":"\#(id)"}}"#
    let made = await company.send(.post, "/v1/transfer-rules", rule, token: admin)
    #expect(made.status == .created)
    let path = try #require(made.headers["Location"])
    #expect(try await company.get(path, token: admin).tree == made.tree)
    let changed = await company.send(.patch, path, #"{"priority":7,"is_active":false}"#, token: admin)
    #expect(try changed.tree["priority"] == .number(7) && changed.tree["sign"] == made.tree["sign"])
    for (json, problem) in [
      (#"{"sign":{"type":"tier","value":"lead"}}"#, "422 Not acceptable (sign/value)"),
      (#"{"target":{"type":"agent","id":"\#(id)"}}"#, "422 Not acceptable (target)"),
      (#"{"priority":1001}"#, "422 Not acceptable (priority)"),
    ] {
      #expect(await company.send(.patch, path, json, token: admin).problem == problem)
    }
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.get(path, token: admin).status == .notFound)
  }

  @Test func `a repeated request makes one thing`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    var ids: Set<String> = []
    for _ in 1...2 {
      let answer = await company.router.respond(
        to: Request(
          .post, "/v1/departments",
          headers: [
            "Authorization": "Bearer \(admin)", "Content-Type": "application/json", "Idempotency-Key": "sales-1",
          ], body: Array(Self.sales.utf8), id: "r-1"))
      ids.insert(try #require(try answer.tree["id"]?.text))
    }
    #expect(ids.count == 1)
    #expect(try await company.get("/v1/departments", token: admin).tree["data"]?.items.count == 1)
  }

  @Test func `only administrators set up; supervisors read`() async throws {
    let company = try await Company().provisioned()
    let (path, _) = try await department(company)
    let supervisor = try await company.token(of: company.one, role: .supervisor)
    #expect(await company.get(path, token: supervisor).status == .ok)
    for (method, target) in [
      (Web.Method.post, "/v1/departments"), (.patch, path), (.delete, path), (.post, "/v1/agents"),
      (.post, "/v1/phone-numbers"), (.post, "/v1/transfer-rules"), (.patch, "/v1/settings"),
    ] {
      #expect(await company.send(method, target, Self.sales, token: supervisor).status == .forbidden)
    }
  }

  @Test func `the company's hours and ends are said and shown`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let first = try await company.get("/v1/settings", token: admin).tree
    #expect(first["customer_service"]?["number"] == .text("+14155550101"))
    let changed = await company.send(
      .patch, "/v1/settings", #"{"opening_hours":\#(Self.hours),"after_hours":{"type":"farewell"}}"#, token: admin)
    #expect(try changed.tree["after_hours"]?["type"] == .text("farewell"))
    #expect(try changed.tree["opening_hours"]?["special_days"]?.items.count == 1)
    #expect(try await company.get("/v1/settings", token: admin).tree == changed.tree)
    let lost = await company.send(
      .patch, "/v1/settings", #"{"opening_hours":{"time_zone":"Mars/Olympus","week":{}}}"#, token: admin)
    #expect(lost.problem == "422 Not acceptable (opening_hours/time_zone)")
  }

  @Test func `what is answered has exactly the members of its schema`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let (path, id) = try await department(company)
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    let agent = await company.send(
      .post, "/v1/agents", #"{"name":"Ben","departments":["\#(id)"]}"#, token: admin)
    let agentPath = try #require(agent.headers["Location"])
    let rule = await company.send(
      .post, "/v1/transfer-rules",
      #"{"sign":{"type":"tier","value":"gold"},"target":{"type":"farewell"}}"#, token: admin)
    let now = company.time.now()
    let department = try #require(Department.ID(id))
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      _ = try await scope.enter(WaitingCaller(call: Identifier(7), arrival: now), in: department)
    }
    let queue = try await company.get("/v1/queue", token: admin).tree
    #expect(queue["data"]?.items.first?["position"] == .number(1))
    for (tree, schema) in [
      (try await company.get(path, token: admin).tree, "Department"), (try agent.tree, "Agent"),
      (try rule.tree, "TransferRule"), (queue, "QueuePage"),
      (try #require(queue["data"]?.items.first), "WaitingCaller"),
      (try await company.get(agentPath + "/status", token: admin).tree, "AgentStatus"),
      (try await company.get(agentPath + "/metrics", token: admin).tree, "AgentMetrics"),
      (try await company.get("/v1/settings", token: admin).tree, "Settings"),
      (try await company.get("/v1/phone-numbers/+14155550101", token: admin).tree, "PhoneNumber"),
    ] {
      #expect(Set(tree.members.keys) == OpenAPIDocumentTests.members(of: schema, schemas), "\(schema)")
    }
  }
}
