import Server
import Testing
import VoiceCore
import Web

@Suite("Knowledge over HTTP")
struct KnowledgeRouteTests {
  private static let path = "/v1/knowledge"
  static let hours = #"{"question":"When are you open?","answer":"From nine to five.","key_facts":["nine","five"]}"#

  /// A set of two questions, of which the second is to be answered by nothing.
  static func questions(expecting entry: String) -> String {
    #"{"name":"hours","cases":[{"question":"when do you open","expects":"\#(entry)"},"#
      + #"{"question":"may I smoke","language":"en","expects":"none"}]}"#
  }

  private static func office() async throws -> (Company, admin: String) {
    let company = try await Company().provisioned()
    return (company, try await company.token(of: company.one, role: .tenantAdmin))
  }

  private static func members(of name: String) throws -> Set<String> {
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    return OpenAPIDocumentTests.members(of: name, schemas)
  }

  @Test func `an entry is added, shown, changed and taken out, and is the tenant's own`() async throws {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, Self.path, Self.hours, token: admin)
    let entry = try made.tree
    #expect(try made.status == .created && Set(entry.members.keys) == Self.members(of: "KnowledgeEntry"))
    #expect(entry["priority"] == .number(0) && entry["active"] == .bool(true) && entry["language"] == .null)
    let path = try #require(made.headers["Location"])
    let change = #"{"priority":7,"language":"es-mx","valid_from":"2026-01-06T10:00:00Z","category":"visits"}"#
    let changed = await company.send(.patch, path, change, token: admin)
    #expect(changed.status == .ok)
    #expect(try changed.tree["answer"] == entry["answer"] && changed.tree["language"] == .text("es-MX"))
    #expect(try changed.tree["valid_from"] == .text("2026-01-06T10:00:00.000Z"))
    let cleared = await company.send(.patch, path, #"{"valid_from":null,"category":null}"#, token: admin)
    #expect(try cleared.tree["valid_from"] == .null && cleared.tree["category"] == .null)
    #expect(try cleared.tree["language"] == .text("es-MX"))
    #expect(try await company.get(path, token: admin).tree == cleared.tree)
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(await company.get(path, token: theirs).status == .notFound)
    #expect(await company.send(.patch, path, "{}", token: theirs).status == .notFound)
    #expect(await company.send(.delete, path, token: theirs).status == .notFound)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.send(.delete, path, token: admin).status == .notFound)
  }

  @Test(arguments: [
    ("{}", "400 Malformed body (question)"), (#"{"question":"Open?"}"#, "400 Malformed body (answer)"),
    (#"{"question":7,"answer":"Yes."}"#, "400 Malformed body (question)"),
    (#"{"question":"Open?","answer":"Yes.","colour":"red"}"#, "400 Malformed body (colour)"),
    (#"{"question":"Open?","answer":"<speak>Yes.</speak>"}"#, "422 Not acceptable (answer)"),
    (#"{"question":"Open?","answer":"Yes.","key_facts":["yes","<b>"]}"#, "422 Not acceptable (key_facts/1)"),
    (#"{"question":"Open?","answer":"Yes.","language":"klingon"}"#, "422 Not acceptable (language)"),
    (#"{"question":"Open?","answer":"Yes.","priority":1001}"#, "422 Not acceptable (priority)"),
    (#"{"question":"Open?","answer":"Yes.","valid_from":"tomorrow"}"#, "422 Not acceptable (valid_from)"),
    (
      #"{"question":"Open?","answer":"Yes.","valid_from":"2026-01-06T10:00:00Z","valid_until":"2026-01-06T10:00:00Z"}"#,
      "422 Not acceptable (valid_until)"
    ),
    (#"{"question":"Open?","answer":"\#(String(repeating: "a", count: 2001))"}"#, "422 Not acceptable (answer)"),
    (
      #"{"question":"Open?","answer":"\#(String(repeating: "a", count: 500_000))"}"#, "422 Not acceptable (answer)"
    ),
  ])
  func `what can't be an entry says which field is wrong`(json: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    #expect(await company.send(.post, Self.path, json, token: admin).problem == problem)
  }

  @Test func `a list comes in pages, and an entry that is sent again under its key is added once`() async throws {
    let (company, admin) = try await Self.office()
    let headers: Headers = [
      "Authorization": "Bearer \(admin)", "Content-Type": "application/json", "Idempotency-Key": "k-1",
    ]
    let request = Request(.post, Self.path, headers: headers, body: Array(Self.hours.utf8), id: "r-1")
    let first = await company.router.respond(to: request)
    let again = await company.router.respond(to: request)
    #expect(first.status == .created && again.body == first.body)
    _ = await company.send(.post, Self.path, Self.hours, token: admin)
    let page = try await company.get(Self.path, query: "limit=1", token: admin).tree
    #expect(page["data"]?.items.count == 1)
    let cursor = try #require(page["next_cursor"]?.text)
    let rest = try await company.get(Self.path, query: "limit=1&cursor=\(cursor)", token: admin).tree
    #expect(rest["data"]?.items.count == 1 && rest["next_cursor"] == .null)
    #expect(page["data"] != rest["data"])
  }

  @Test func `whoever answers calls may try it, and only who may write it changes it`() async throws {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, Self.path, Self.hours, token: admin)
    let id = try #require(try made.tree["id"])
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await company.send(.post, Self.path, Self.hours, token: agent).status == .forbidden)
    let trial = await company.send(.post, Self.path + "/try", #"{"question":"when do you open"}"#, token: agent)
    let tree = try trial.tree
    #expect(try trial.status == .ok && Set(tree.members.keys) == Self.members(of: "KnowledgeTrial"))
    #expect(tree["answer"]?["entry_id"] == id && tree["reply"] == .text("From nine to five."))
    #expect(tree["answer"]?["answers"] == .bool(true) && tree["absence"] == .null)
    #expect(try Set(tree["answer"]?.members.keys.map { $0 } ?? []) == Self.members(of: "KnowledgeAnswer"))
    let other = try await company.token(of: company.two, role: .agent)
    let theirs = try await company.send(.post, Self.path + "/try", #"{"question":"when do you open"}"#, token: other)
      .tree
    #expect(theirs["answer"] == .null && theirs["absence"] == .text("nothing_told"))
    for json in [#"{"question":""}"#, #"{"question":"\#(String(repeating: "a", count: 1001))"}"#] {
      #expect(
        await company.send(.post, Self.path + "/try", json, token: agent).problem == "422 Not acceptable (question)")
    }
  }

  @Test func `a set of questions tells what a change of the entries does to them`() async throws {
    let (company, admin) = try await Self.office()
    let made = await company.send(.post, Self.path, Self.hours, token: admin)
    let (entry, path) = (try #require(try made.tree["id"]?.text), try #require(made.headers["Location"]))
    let sets = Self.path + "/test-sets"
    let set = await company.send(.post, sets, Self.questions(expecting: entry), token: admin)
    #expect(try set.status == .created && Set(set.tree.members.keys) == Self.members(of: "KnowledgeTestSet"))
    let place = try #require(set.headers["Location"])
    #expect(try await company.get(place, token: admin).tree == set.tree)
    #expect(try await company.get(sets, token: admin).tree["data"]?.items == [set.tree])
    let agent = try await company.token(of: company.one, role: .agent)
    func run() async throws -> JSON { try await company.send(.post, place + "/run", token: agent).tree }
    let first = try await run()
    #expect(try Set(first.members.keys) == Self.members(of: "KnowledgeTestReport"))
    #expect(first["passed"] == .number(2) && first["recall_at_1"] == .number(1) && first["false_answers"] == .number(0))
    #expect(first["results"]?.items.first?["answer"]?["entry_id"] == .text(entry))
    _ = await company.send(.patch, path, #"{"active":false}"#, token: admin)
    let smoking = #"{"question":"May I smoke?","answer":"No."}"#
    _ = await company.send(.post, Self.path, smoking, token: admin)
    let second = try await run()
    #expect(second["results"]?.items.map { $0["verdict"] } == [.text("not_told"), .text("false_answer")])
    #expect(second["recall_at_1"] == .number(0) && second["false_answers"] == .number(1))
    let changed = await company.send(.patch, place, #"{"name":"opening"}"#, token: admin)
    #expect(try changed.tree["name"] == .text("opening") && changed.tree["cases"] == set.tree["cases"])
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(await company.send(.post, place + "/run", token: theirs).status == .notFound)
    #expect(await company.send(.delete, place, token: admin).status == .noContent)
    #expect(await company.send(.post, place + "/run", token: agent).status == .notFound)
  }

  @Test(arguments: [
    (#"{"name":"a"}"#, "400 Malformed body (cases)"), (#"{"name":"a","cases":[]}"#, "422 Not acceptable (cases)"),
    (#"{"name":"a","cases":[{"question":"Open?","expects":"maybe"}]}"#, "422 Not acceptable (cases/0/expects)"),
    (#"{"name":"a","cases":[{"question":"","expects":"none"}]}"#, "422 Not acceptable (cases/0/question)"),
    (#"{"name":"!","cases":[{"question":"Open?","expects":"none"}]}"#, "422 Not acceptable (name)"),
  ])
  func `what can't be a set says which field is wrong`(json: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    #expect(await company.send(.post, Self.path + "/test-sets", json, token: admin).problem == problem)
  }

  @Test func `an answer is marked as wrong, and becomes an entry, another question of one, or nothing`() async throws {
    let (company, admin) = try await Self.office()
    let hours = try await company.send(.post, Self.path, Self.hours, token: admin).tree
    let entry = try #require(hours["id"]?.text)
    let list = Self.path + "/suggestions"
    func marked(_ json: String) async throws -> String {
      try #require(await company.send(.post, list, json, token: admin).headers["Location"])
    }
    let first = try await marked(#"{"question":"May I smoke?","wrong_entry_id":"\#(entry)","answer":"No."}"#)
    let shown = try await company.get(first, token: admin).tree
    #expect(try Set(shown.members.keys) == Self.members(of: "KnowledgeSuggestion") && shown["state"] == .text("open"))
    let accepted = try await company.send(.patch, first, #"{"state":"accepted"}"#, token: admin).tree
    let made = try #require(accepted["entry_id"]?.text)
    #expect(try await company.get(Self.path + "/" + made, token: admin).tree["answer"] == .text("No."))
    let again = await company.send(.patch, first, #"{"state":"dismissed"}"#, token: admin)
    #expect(again.problem == "409 Judged already (state)")
    let second = try await marked(#"{"question":"Anybody there on Mondays?"}"#)
    let bare = await company.send(.patch, second, #"{"state":"accepted"}"#, token: admin)
    #expect(bare.problem == "422 Not acceptable (answer)")
    let asked = await company.send(.patch, second, #"{"state":"accepted","entry_id":"\#(entry)"}"#, token: admin)
    #expect(asked.status == .ok)
    #expect(
      try await company.get(Self.path + "/" + entry, token: admin).tree["other_questions"]?.items
        == [.text("Anybody there on Mondays?")])
    let third = try await marked(#"{"question":"What?"}"#)
    #expect(try await company.send(.patch, third, #"{"state":"dismissed"}"#, token: admin).tree["entry_id"] == .null)
    #expect(try await company.get(list, token: admin).tree["data"]?.items.count == 3)
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(await company.get(first, token: theirs).status == .notFound)
    let foreign = await company.send(.post, list, #"{"question":"What?","wrong_entry_id":"\#(entry)"}"#, token: theirs)
    #expect(foreign.problem == "422 Not acceptable (wrong_entry_id)")
    #expect(try foreign.tree["errors"]?.items.first?["pointer"] == .text("#/wrong_entry_id"))
    #expect(await company.send(.delete, first, token: admin).status == .noContent)
    #expect(await company.send(.delete, first, token: admin).status == .notFound)
  }
}
