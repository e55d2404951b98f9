import Server
import Testing
import VoiceCore
import Web

@Suite("Webhooks over HTTP")
struct WebhookRouteTests {
  private static let deliveries = "/v1/webhook-deliveries"

  private static func office() async throws -> (Company, admin: String) {
    let company = try await Company().provisioned()
    return (company, try await company.token(of: company.one, role: .tenantAdmin))
  }

  private static func members(of name: String) throws -> Set<String> {
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    return OpenAPIDocumentTests.members(of: name, schemas)
  }

  @Test func `an endpoint is added with its secret, shown without, changed and removed, and is the tenant's own`()
    async throws
  {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, WebhookActs.path, WebhookActs.body, token: admin)
    #expect(try made.status == .created && Set(made.tree.members.keys) == Self.members(of: "MadeWebhookEndpoint"))
    #expect(try made.tree["state"] == .text("active") && made.headers["Cache-Control"] == "no-store")
    #expect(try made.tree["secret"]?.text == company.receivers.seen.first?.secrets.first?.text)
    let path = try #require(made.headers["Location"])
    let shown = try await company.get(path, token: admin).tree
    #expect(try Set(shown.members.keys) == Self.members(of: "WebhookEndpoint"))
    #expect(try await company.get(WebhookActs.path, token: admin).tree["data"]?.items == [shown])
    let off = try await company.send(.patch, path, #"{"enabled":false,"event_types":[]}"#, token: admin).tree
    #expect(off["state"] == .text("disabled") && off["disabled_reason"] == .text("asked"))
    #expect(off["event_types"]?.items == [])
    let on = try await company.send(.patch, path, #"{"enabled":true}"#, token: admin).tree
    #expect(on["state"] == .text("active") && on["disabled_at"] == .null)
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(await company.get(path, token: theirs).status == .notFound)
    for act in ["/verify", "/rotate-secret", "/retry"] {
      #expect(await company.send(.post, path + act, token: theirs).status == .notFound)
    }
    #expect(await company.send(.delete, path, token: theirs).status == .notFound)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.send(.delete, path, token: admin).status == .notFound)
  }

  @Test(arguments: [
    ("{}", "400 Malformed body (url)"), (#"{"url":7}"#, "400 Malformed body (url)"),
    (#"{"url":"https://a.example","secret":"x"}"#, "400 Malformed body (secret)"),
    (#"{"url":"hooks.example"}"#, "422 Not acceptable (url)"),
    (#"{"url":"http://hooks.example"}"#, "422 Not acceptable (url)"),
    (
      #"{"url":"https://a.example","event_types":["call.ended","call.exploded"]}"#, "422 Not acceptable (event_types/1)"
    ),
  ])
  func `what can't be an endpoint says which field is wrong`(json: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    #expect(await company.send(.post, WebhookActs.path, json, token: admin).problem == problem)
    #expect(company.receivers.seen.isEmpty)
  }

  @Test func `a host in our own network is refused, and one that doesn't answer is unverified until it does`()
    async throws
  {
    let (company, admin) = try await Self.office()
    company.receivers.answer(.failed(.addressRefused))
    #expect(
      await company.send(.post, WebhookActs.path, WebhookActs.body, token: admin).problem == "422 Not acceptable (url)")
    company.receivers.answer(.failed(.timedOut))
    let made = await company.send(.post, WebhookActs.path, WebhookActs.body, token: admin)
    #expect(try made.tree["state"] == .text("unverified"))
    company.receivers.answer(.status(204))
    let path = try #require(made.headers["Location"])
    #expect(try await company.send(.post, path + "/verify", token: admin).tree["state"] == .text("active"))
  }

  @Test func `a secret is shown once, also to whoever repeats the request`() async throws {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, WebhookActs.path, WebhookActs.body, token: admin)
    let path = try #require(made.headers["Location"])
    let headers: Headers = ["Authorization": "Bearer \(admin)", "Idempotency-Key": "k-1"]
    let request = Request(.post, path + "/rotate-secret", headers: headers, id: "r-1")
    let first = try await company.router.respond(to: request).tree
    #expect(first["secret"]?.text?.hasPrefix("whsec_") == true)
    #expect(try first["secret"] != made.tree["secret"])
    #expect(try await company.router.respond(to: request).tree["secret"] == .null)
  }

  @Test func `deliveries are listed by endpoint and state, page by page, and sent again one by one or all`()
    async throws
  {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, WebhookActs.path, WebhookActs.body, token: admin)
    let endpoint = try #require(try made.tree["id"]?.text.flatMap { WebhookEndpoint.ID($0) })
    let acts = WebhookActs(company: company, admin: admin)
    let first = try await acts.park(for: endpoint)
    for ordinal in 2...3 { _ = try await acts.park(for: endpoint, ordinal) }
    let all = "endpoint_id=\(endpoint)"
    let page = try await company.get(Self.deliveries, query: all + "&limit=2", token: admin).tree
    #expect(page["data"]?.items.count == 2)
    let shown = try #require(page["data"]?.items.first)
    #expect(try Set(shown.members.keys) == Self.members(of: "WebhookDelivery"))
    #expect(shown["state"] == .text("parked") && shown["parked_reason"] == .text("exhausted"))
    #expect(shown["attempts"]?.items.first?["error"] == .text("timed_out"))
    let cursor = try #require(page["next_cursor"]?.text)
    let rest = try await company.get(Self.deliveries, query: all + "&limit=2&cursor=\(cursor)", token: admin).tree
    #expect(rest["data"]?.items.map { $0["id"] } == [.text(first.description)] && rest["next_cursor"] == .null)
    let one = try await company.send(.post, "\(Self.deliveries)/\(first)/retry", token: admin).tree
    #expect(one["state"] == .text("pending") && one["next_attempt_at"] != .null)
    let pending = try await company.get(Self.deliveries, query: all + "&state=pending", token: admin).tree
    #expect(pending["data"]?.items == [one])
    #expect(try await company.get("\(Self.deliveries)/\(first)", token: admin).tree == one)
    let bulk = try await company.send(.post, "\(WebhookActs.path)/\(endpoint)/retry", token: admin).tree
    #expect(bulk["count"] == .number(2) && bulk["has_more"] == .bool(false))
  }

  @Test(arguments: [
    ("", "400 Malformed query (endpoint_id)"), ("endpoint_id=7", "400 Malformed query (endpoint_id)"),
    ("endpoint_id=ID&state=lost", "400 Malformed query (state)"),
    ("endpoint_id=ID&cursor=7", "400 Malformed query (cursor)"), ("endpoint_id=ID", "404 Not found"),
  ])
  func `a query that can't be understood says which parameter is wrong`(query: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    let text = query.replacing("ID", with: "01890000-0000-7000-8000-000000000001")
    #expect(await company.get(Self.deliveries, query: text, token: admin).problem.hasPrefix(problem))
    #expect(await company.get(Self.deliveries + "/7", token: admin).status == .notFound)
  }

  @Test func `what is sent is the event as the API shows it, with its call`() throws {
    let call = Call.ID(0xCA11)
    let at = Timestamp(microseconds: 1_767_225_600_000_000)
    let event = RecordedFact(call: call, ordinal: 3, at: at, fact: .queued(Identifier(1)))
    let tree = try JSON(String(decoding: WebhookBody.bytes(of: .event(event)), as: UTF8.self))
    #expect(Set(tree.members.keys) == ["id", "type", "at", "data", "call_id"])
    #expect(tree["id"] == .text("\(call).3") && tree["type"] == .text("queue.entered"))
    #expect(tree["call_id"] == .text(call.description) && tree["at"] == .text(at.description))
    let asked = try JSON(String(decoding: WebhookBody.bytes(of: .verification(at)), as: UTF8.self))
    #expect(asked["type"] == .text("webhook_endpoint.verification"))
  }
}
