import Server
import Testing
import VoiceCore
import Web

@Suite("Screening over HTTP")
struct SpamRouteTests {
  private static let rules = "/v1/spam-rules"

  private static func office() async throws -> (Company, admin: String) {
    let company = try await Company().provisioned()
    return (company, try await company.token(of: company.one, role: .tenantAdmin))
  }

  @Test func `a rule is made, shown, changed and removed, and holds at once`() async throws {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, Self.rules, #"{"kind":"keyword","value":"Free  Cruise"}"#, token: admin)
    let rule = try made.tree
    #expect(made.status == .created && rule["value"] == .text("free cruise") && rule["action"] == .text("block"))
    #expect(rule["weight"]?.text == nil && rule["active"] == .bool(true))
    let path = try #require(made.headers["Location"])
    let sample = #"{"said":["A free cruise!"]}"#
    let verdict = try await company.send(.post, "/v1/spam-check", sample, token: admin).tree
    let id = try #require(rule["id"])
    #expect(verdict["action"] == .text("block") && verdict["reasons"]?.items == [id])
    let changed = await company.send(.patch, path, #"{"action":"flag","weight":35}"#, token: admin)
    #expect(changed.status == .ok)
    #expect(try changed.tree["value"] == .text("free cruise"))
    #expect(try await company.get(path, token: admin).tree == changed.tree)
    #expect(
      try await company.send(.post, "/v1/spam-check", sample, token: admin).tree["action"] == .text("flag"))
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(await company.get(path, token: theirs).status == .notFound)
    #expect(await company.send(.delete, path, token: theirs).status == .notFound)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.send(.delete, path, token: admin).status == .notFound)
    #expect(
      try await company.send(.post, "/v1/spam-check", sample, token: admin).tree["action"] == .text("allow"))
  }

  @Test(arguments: [
    #"{"kind":"number","value":"+14155550150"}"#, #"{"kind":"prefix","value":"+1 900"}"#,
    #"{"kind":"range","first":"+14155550100","last":"+14155550199","action":"flag"}"#,
    #"{"kind":"pattern","value":"free .{0,9}cruise","weight":100}"#, #"{"kind":"number_pattern","value":"00$"}"#,
    #"{"kind":"repeated_calls","at_least":3,"within_seconds":600}"#, #"{"kind":"reports","at_least":2,"active":false}"#,
  ])
  func `a rule of every kind comes back as it was made`(json: String) async throws {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, Self.rules, json, token: admin)
    #expect(made.status == .created)
    let shown = try made.tree
    for (name, value) in try JSON(json).members where name != "value" { #expect(shown[name] == value) }
    #expect(Set(shown.members.keys) == Set(try await Self.members(of: "SpamRule")))
    #expect(shown["problem"] == .null)
  }

  @Test(arguments: [
    (#"{}"#, "422 Not acceptable (kind)"), (#"{"kind":"smell"}"#, "422 Not acceptable (kind)"),
    (#"{"kind":"number"}"#, "422 Not acceptable (value)"),
    (#"{"kind":"number","value":"911"}"#, "422 Not acceptable (value)"),
    (#"{"kind":"prefix","value":"1900"}"#, "422 Not acceptable (value)"),
    (#"{"kind":"number","value":"+14155550150","first":"+1"}"#, "422 Not acceptable (first)"),
    (#"{"kind":"range","first":"+14155550199","last":"+14155550100"}"#, "422 Not acceptable (last)"),
    (#"{"kind":"keyword","value":"!"}"#, "422 Not acceptable (value)"),
    (#"{"kind":"pattern","value":"(a"}"#, "422 Not acceptable (value)"),
    (#"{"kind":"keyword","value":"a","weight":101}"#, "400 Malformed body (weight)"),
    (#"{"kind":"keyword","value":"a","action":"shoot"}"#, "422 Not acceptable (action)"),
    (#"{"kind":"keyword","value":"a","active":"yes"}"#, "400 Malformed body (active)"),
    (#"{"kind":"keyword","value":1}"#, "400 Malformed body (value)"),
    (#"{"kind":"keyword","value":"a","colour":"red"}"#, "400 Malformed body (colour)"),
    (#"{"kind":"repeated_calls","at_least":21,"within_seconds":600}"#, "422 Not acceptable (at_least)"),
    (#"{"kind":"repeated_calls","at_least":3}"#, "422 Not acceptable (within_seconds)"),
    (#"{"kind":"reports"}"#, "422 Not acceptable (at_least)"),
  ])
  func `what can't be a rule says which field is wrong`(json: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    #expect(await company.send(.post, Self.rules, json, token: admin).problem == problem)
  }

  @Test func `what is one too many is refused with the field that makes it`() async throws {
    let (company, admin) = try await Self.office()
    let pattern = SpamRule.Sign.pattern(try SpamPattern("a"))
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      for id in 1...ScreeningLimits.patterns {
        // Names that aren't drawn: one that is taken would be the rule that is there.
        try await scope.save(SpamRule(id: Identifier((1 << 64) + UInt128(id)), sign: pattern))
      }
    }
    #expect(
      await company.send(.post, Self.rules, #"{"kind":"pattern","value":"b"}"#, token: admin).problem
        == "409 Too many (kind)")
  }

  @Test func `a rule and a report that are sent again under their key are made once`() async throws {
    let (company, admin) = try await Self.office()
    let bodies = [
      Self.rules: #"{"kind":"keyword","value":"free cruise"}"#, "/v1/spam-reports": #"{"number":"+14155550150"}"#,
    ]
    for (path, body) in bodies.sorted(by: { $0.key < $1.key }) {
      let headers: Headers = [
        "Authorization": "Bearer \(admin)", "Content-Type": "application/json",
        "Idempotency-Key": "k-\(path.utf8.count)",
      ]
      let request = Request(.post, path, headers: headers, body: Array(body.utf8), id: "r-1")
      let first = await company.router.respond(to: request)
      let again = await company.router.respond(to: request)
      #expect(first.status == .created && again.body == first.body)
      #expect(try await company.get(path, token: admin).tree["data"]?.items.count == 1)
    }
  }

  @Test func `rules are tried before they are made, and none is made by that`() async throws {
    let (company, admin) = try await Self.office()
    func check(_ json: String) async -> Response { await company.send(.post, "/v1/spam-check", json, token: admin) }
    let drafts = #"""
      [{"kind":"keyword","value":"cruise","action":"allow","weight":5},{"kind":"keyword","value":"prize"},
       {"kind":"pattern","value":"fre+ ","action":"challenge"}]
      """#
    let verdict = try await check(#"{"said":["A freee cruise!"],"number":"+14155550150","rules":\#(drafts)}"#).tree
    #expect(verdict["action"] == .text("challenge") && verdict["reasons"]?.items == [])
    #expect(verdict["matched_rules"] == (try JSON("[0,2]")))
    #expect(try await company.get(Self.rules, token: admin).tree["data"]?.items == [])
    _ = await company.send(.post, "/v1/allow-list", #"{"number":"+14155550150"}"#, token: admin)
    let allowed = try await check(#"{"said":["A freee cruise!"],"number":"+14155550150","rules":\#(drafts)}"#).tree
    #expect(allowed["action"] == .text("allow") && allowed["allow_listed"] == .bool(true))
    #expect(await check(#"{"rules":[{"kind":"pattern","value":"(a"}]}"#).problem == "422 Not acceptable (value)")
    #expect(await check(#"{"rules":[{"weight":3}]}"#).problem == "422 Not acceptable (kind)")
    let many = Array(repeating: #"{"kind":"reports","at_least":1}"#, count: 21).joined(separator: ",")
    #expect(await check(#"{"rules":[\#(many)]}"#).problem == "422 Not acceptable (rules)")
  }

  @Test func `thresholds are the tenant's own, and hold at once`() async throws {
    let (company, admin) = try await Self.office()
    func change(_ json: String) async -> Response { await company.send(.patch, "/v1/settings", json, token: admin) }
    func action() async throws -> JSON? {
      try await company.send(.post, "/v1/spam-check", #"{"said":["warranty"]}"#, token: admin).tree["action"]
    }
    let rule = #"{"kind":"keyword","value":"warranty","action":"allow","weight":20}"#
    #expect(await company.send(.post, Self.rules, rule, token: admin).status == .created)
    #expect(try await action() == .text("allow"))
    let changed = await change(#"{"spam_thresholds":{"flag":10,"challenge":20}}"#)
    let shown = try changed.tree["spam_thresholds"]
    #expect(changed.status == .ok && shown?["block"] == .null)
    #expect(try await action() == .text("challenge"))
    #expect(try await change("{}").tree == changed.tree)
    #expect(try await company.get("/v1/settings", token: admin).tree == changed.tree)
    #expect(await change(#"{"spam_thresholds":{"flag":101}}"#).problem == "400 Malformed body (flag)")
    #expect(await change(#"{"spam_thresholds":{"shoot":1}}"#).problem == "400 Malformed body (shoot)")
    #expect(await change(#"{"spam_thresholds":7}"#).status == .badRequest)
    #expect(await change(#"{"colour":"red"}"#).problem == "400 Malformed body (colour)")
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(try await company.get("/v1/settings", token: theirs).tree != changed.tree)
  }

  @Test func `a bad pattern's problem names place and remedy`() async throws {
    let (company, admin) = try await Self.office()
    let answer = try await company.send(.post, Self.rules, #"{"kind":"pattern","value":"ab(c"}"#, token: admin).tree
    #expect(
      answer["detail"] == .text("At position 3: this parenthesis is never closed; add ) or write \\(."))
  }

  @Test func `lists come in pages, complete and without repeats`() async throws {
    let (company, admin) = try await Self.office()
    for index in 10..<15 {
      let rule = #"{"kind":"number","value":"+141555501\#(index)"}"#
      #expect(await company.send(.post, Self.rules, rule, token: admin).status == .created)
      let entry = #"{"number":"+141555501\#(index)"}"#
      #expect(await company.send(.post, "/v1/allow-list", entry, token: admin).status == .created)
    }
    for path in [Self.rules, "/v1/allow-list"] {
      var seen: [String] = []
      var query = "limit=2"
      while true {
        let page = try await company.get(path, query: query, token: admin).tree
        seen += page["data"]?.items.compactMap { $0["id"]?.text } ?? []
        guard let next = page["next_cursor"]?.text else { break }
        query = "limit=2&cursor=\(next)"
      }
      #expect(seen.count == 5 && Set(seen).count == 5)
      #expect(await company.get(path, query: "cursor=x", token: admin).problem == "400 Malformed query (cursor)")
      #expect(await company.get(path, query: "limit=501", token: admin).problem == "400 Malformed query (limit)")
    }
  }

  @Test func `an allowed number is on the list once, and suspected again when it is off`() async throws {
    let (company, admin) = try await Self.office()
    let number = #"{"number":"+1 415 555 0150"}"#
    _ = await company.send(.post, Self.rules, #"{"kind":"number","value":"+14155550150"}"#, token: admin)
    let first = await company.send(.post, "/v1/allow-list", number, token: admin)
    let second = await company.send(.post, "/v1/allow-list", number, token: admin)
    #expect(try first.tree == second.tree && first.status == .created)
    let path = try #require(first.headers["Location"])
    func action() async throws -> String? {
      try await company.send(.post, "/v1/spam-check", number, token: admin).tree["action"]?.text
    }
    #expect(try await action() == "allow")
    #expect(await company.get(path, token: admin).status == .ok)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.get(path, token: admin).status == .notFound)
    #expect(try await action() == "block")
  }

  @Test func `a reported call is reviewed, and its judgement is learnt`() async throws {
    let (company, admin) = try await Self.office()
    let agent = try await company.token(of: company.one, role: .agent)
    let call = try await company.liveCall(of: company.one)
    let body = #"{"call_id":"\#(call.id)","note":"sells cruises"}"#
    // The call is in none of the agent's departments.
    #expect(await company.send(.post, "/v1/spam-reports", body, token: agent).problem == "404 Not found")
    let report = await company.send(.post, "/v1/spam-reports", body, token: admin)
    #expect(report.status == .created)
    #expect(Set(try report.tree.members.keys) == Set(try await Self.members(of: "SpamReport")))
    #expect(await company.get("/v1/spam-reports", token: agent).status == .forbidden)
    #expect(try await company.get("/v1/spam-reports", token: admin).tree["data"]?.items == [report.tree])
    let reviews = try await company.get("/v1/spam-reviews", token: admin).tree["data"]?.items ?? []
    #expect(reviews.map { $0["id"] } == [.text("\(call.id)")])
    #expect(Set(reviews[0].members.keys) == Set(try await Self.members(of: "SpamReview")))
    let path = "/v1/spam-reviews/\(call.id)"
    let judged = await company.send(.patch, path, #"{"judgement":"spam"}"#, token: admin)
    #expect(try judged.tree["state"] == .text("judged"))
    #expect(try await company.get("/v1/spam-reviews", token: admin).tree["data"]?.items == [])
    #expect(
      try await company.get("/v1/spam-reviews", query: "state=judged", token: admin).tree["data"]?.items
        == [judged.tree])
    let sample = #"{"number":"+14155550199"}"#
    let verdict = try await company.send(.post, "/v1/spam-check", sample, token: agent).tree
    #expect(verdict["action"] == .text("block"))
    #expect(Set(verdict.members.keys) == Set(try await Self.members(of: "SpamVerdict")))
    #expect(
      await company.send(.patch, path, #"{"judgement":"ham"}"#, token: admin).problem
        == "422 Not acceptable (judgement)")
    #expect(
      await company.get("/v1/spam-reviews", query: "state=lost", token: admin).problem == "400 Malformed query (state)")
  }

  @Test(arguments: [
    (#"{}"#, "422 Not acceptable (call_id)"), (#"{"call_id":"x"}"#, "422 Not acceptable (call_id)"),
    (#"{"number":"x"}"#, "422 Not acceptable (number)"),
    (#"{"call_id":"00000000-0000-0000-0000-000000000009"}"#, "404 Not found"),
    (#"{"number":"+14155550150","note":1}"#, "400 Malformed body (note)"),
  ])
  func `what can't be reported says why`(json: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    #expect(await company.send(.post, "/v1/spam-reports", json, token: admin).problem == problem)
  }

  private static func members(of name: String) async throws -> [String] {
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    return (schemas?[name]?["properties"]?.members.keys).map(Array.init) ?? []
  }
}
