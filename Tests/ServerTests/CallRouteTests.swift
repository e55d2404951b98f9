import Server
import Testing
import VoiceCore
import Web

@Suite("Calls over HTTP")
struct CallRouteTests {
  // MARK: One call

  @Test func `a live call shows what is known and null for the rest`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let token = try await company.token(of: company.one)
    let response = await company.get("/v1/calls/\(call.id)", token: token)
    let expected = """
      {"id":"\(call.id)","status":"in_progress","direction":"inbound","from":"+14155550199","to":"+14155550101",
      "carrier_call_id":"\(call.carrierID)","started_at":"2026-01-06T10:00:00.000Z",
      "answered_at":"2026-01-06T10:00:00.000Z","ended_at":null,"language":"en","failed_attempts":0,"ai_usage":null,"answer_latency":null,"transfer":null,
      "spam":{"action":"allow","score":0,"reasons":[]},"socket_url":null,"detail_record":null}
      """
    #expect(try response.tree == JSON(expected))
    #expect(response.headers["Content-Type"] == "application/json")
  }

  @Test func `a call that ended has its record, a withheld number is null`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one, from: .withheld)
    company.time.pass(.milliseconds(12_500))
    try await company.end(call, of: company.one)
    let token = try await company.token(of: company.one)
    let tree = try await company.get("/v1/calls/\(call.id)", token: token).tree
    #expect(tree["from"] == .null)
    #expect(tree["ended_at"] == .text("2026-01-06T10:00:12.500Z"))
    let record =
      #"{"duration_seconds":12.5,"answered_seconds":12.5,"disposition":"completed","cause":"hung_up","ended_by":null,"#
      + #""outcome":"nothing_asked","participants":[],"operators":[]}"#
    #expect(try tree["detail_record"] == JSON(record))
    // The list says the same.
    let list = try await company.get("/v1/calls", token: token).tree
    #expect(list["data"]?.items == [tree])
  }

  @Test func `another tenant's call, an unknown one and no identifier at all are 404 alike`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let stranger = try await company.token(of: company.two)
    for tail in ["", "/events", "/transcript"] {
      let paths = ["\(call.id)", "01890000-0000-7000-8000-000000000001", "17", "nonsense%20"].map {
        "/v1/calls/\($0)\(tail)"
      }
      let answers = await paths.asyncMap { await company.get($0, token: stranger) }
      #expect(answers.allSatisfy { $0.status == .notFound })
      #expect(Set(answers.map { String(decoding: $0.body, as: UTF8.self) }).count == 1)
    }
    let list = try await company.get("/v1/calls", token: stranger).tree
    #expect(list["data"]?.items.isEmpty == true)
  }

  @Test func `events have a type, a time and what they say, and inner facts aren't shown`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    company.time.pass(.seconds(1))
    try await company.end(call, of: company.one)
    let token = try await company.token(of: company.one)
    let tree = try await company.get("/v1/calls/\(call.id)/events", token: token).tree
    let events = tree["data"]?.items ?? []
    #expect(events.compactMap { $0["type"]?.text } == ["call.started", "call.answered", "call.ended"])
    #expect(events.last?["data"] == .object(["cause": .text("hung_up")]))
    #expect(events.last?["at"] == .text("2026-01-06T10:00:01.000Z"))
    #expect(events.first?["data"] == .object([:]))
    #expect(Set(events.compactMap { $0["id"]?.text }).count == 3)
    #expect(tree["next_cursor"] == .null)
  }

  @Test func `the transcript has who said what`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let now = company.time.now()
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      try await scope.append([Utterance(.receptionist, "Good \"day\"\n", at: now)], to: call.id)
    }
    let token = try await company.token(of: company.one)
    let tree = try await company.get("/v1/calls/\(call.id)/transcript", token: token).tree
    let said = #"[{"speaker":"receptionist","text":"Good \"day\"\n","at":"2026-01-06T10:00:00.000Z","offset_ms":0}]"#
    #expect(try tree["data"] == JSON(said))
    #expect(tree["status"] == .text("live") && tree["reason"] == .null && tree["language"] == .text("en"))
  }

  // MARK: The list

  @Test func `following the cursor meets every call once, newest first`() async throws {
    let company = try await Company().provisioned()
    var placed: [String] = []
    for index in 0..<7 {
      placed.append("\(try await company.liveCall(of: company.one).id)")
      if index % 2 == 0 { company.time.pass(.seconds(1)) }
    }
    let token = try await company.token(of: company.one)
    var met: [String] = []
    var cursor: String?
    repeat {
      let query = "limit=2" + (cursor.map { "&cursor=\($0)" } ?? "")
      let page = try await company.get("/v1/calls", query: query, token: token).tree
      #expect((page["data"]?.items.count ?? 0) <= 2)
      met += page["data"]?.items.compactMap { $0["id"]?.text } ?? []
      cursor = page["next_cursor"]?.text
    } while cursor != nil && met.count < 20
    #expect(met == placed.reversed())
  }

  @Test(arguments: [
    ("limit=0", "limit"), ("limit=501", "limit"), ("limit=", "limit"), ("limit=-1", "limit"), ("limit=1e2", "limit"),
    ("limit=+5", "limit"), ("limit=99999999999999999999", "limit"), ("limit=1&limit=2", "limit"),
    ("cursor=", "cursor"), ("cursor=!!", "cursor"), ("cursor=MS4x", "cursor"), ("page=2", "page"),
  ])
  func `a wrong parameter is 400 and named`(query: String, field: String) async throws {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one)
    #expect(await company.get("/v1/calls", query: query, token: token).problem == "400 Malformed query (\(field))")
  }

  @Test func `the bounds of limit are allowed`() async throws {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one)
    for query in ["limit=1", "limit=500", ""] {
      #expect(await company.get("/v1/calls", query: query, token: token).status == .ok)
    }
    #expect(await company.get("/v1/calls", query: "%zz", token: token).problem == "400 Malformed query")
    let id = "01890000-0000-7000-8000-000000000001"
    #expect(await company.get("/v1/calls/\(id)", query: "a=b", token: token).problem == "400 Malformed query (a)")
  }

  @Test func `a store out of reach is 503 with the time to come again`() async throws {
    let company = try await Company(store: UnreachableStore())
    let token = try await company.token(of: company.one)
    for path in ["/v1/calls", "/v1/calls/01890000-0000-7000-8000-000000000001"] {
      let response = await company.get(path, token: token)
      #expect(response.status == .unavailable)
      #expect(response.headers["Retry-After"] == "1")
    }
  }
}
