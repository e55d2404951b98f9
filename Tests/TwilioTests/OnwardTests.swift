import Testing
import Twilio
import VoiceCore
import Web

@Suite("The carrier's webhooks where the tenant has rules", .timeLimit(.minutes(1)))
struct OnwardTests {
  private static let sales = Department.ID(1)
  private static let ada = Agent.ID(0xA6)

  /// A tenant whose department of sales takes calls by rules, with Ada there or nobody.
  private static func office(withAda isThere: Bool) async throws -> Office {
    let office = try await Office()
    let agent = try Agent(id: ada, name: "Ada", departments: [sales])
    let route = try DepartmentRoute(department: sales, limits: QueueLimits(length: 1))
    let now = office.time.now()
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.save(Department(id: sales, name: "sales", number: office.customerService))
      try await scope.save(route)
      try await scope.save(agent)
      guard isThere else { return }
      var state = AgentState(agent: ada, since: now)
      _ = state.open(Session.ID(1), at: now)
      let facts = state.decide(.choose(.available), at: now)
      state.evolve(facts)
      try await scope.save(state, facts: facts)
    }
    return office
  }

  private static func tree(_ response: Response) throws -> XMLTree {
    #expect(response.status == .ok)
    let tree = try XMLTree(String(decoding: response.body, as: UTF8.self))
    #expect(TwiMLTable.faults(of: tree) == [])
    return tree
  }

  /// The document that follows a hand-over to sales.
  private static func handedOver(_ office: Office) async throws -> XMLTree {
    let incoming = try tree(try await office.post("/twilio/voice/incoming", try Vectors.webhook("incoming")))
    let parameter = try #require(incoming.first("Connect")?.first("Stream")?.first("Parameter"))
    let place = try await office.join(token: try #require(parameter.attributes["value"]))
    try await AdvanceConversation(store: office.store, time: office.time)(
      .personWanted(.callerWish, sales), in: place)
    return try tree(try await office.post("/twilio/voice/after-stream", try Vectors.webhook("incoming")))
  }

  private static func condition(_ office: Office) async throws -> AgentState.Condition {
    let state = try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.agentState(ada)
    }
    return try #require(state).condition(at: office.time.now())
  }

  @Test func `an agent's softphone rings, and the caller's own number goes along`() async throws {
    let office = try await Self.office(withAda: true)
    let dial = try #require(try await Self.handedOver(office).first("Dial"))
    #expect(
      dial.attributes == ["action": "/twilio/voice/dial-result?turn=1", "timeout": "20", "answerOnBridge": "true"])
    let client = try #require(dial.first("Client"))
    #expect(
      client.text
        == "agent_\(String(repeating: "0", count: 31))1_\(String(repeating: "0", count: 30))a6")
    #expect(client.attributes["statusCallbackEvent"] == "answered")
    #expect(try await Self.condition(office) == .offered)
  }

  @Test func `the agent's leg tells when it is answered, late and twice`() async throws {
    let office = try await Self.office(withAda: true)
    let dial = try #require(try await Self.handedOver(office).first("Dial"))
    let callback = try #require(dial.first("Client")?.attributes["statusCallback"])
    var fields = try Vectors.webhook("incoming")
    fields["CallStatus"] = "in-progress"
    fields["To"] = "client:somebody"
    for _ in 1...2 { #expect(try await office.follow(callback, fields) == .noContent) }
    #expect(try await Self.condition(office) == .talking)
    let result = try await office.follow(
      try #require(dial.attributes["action"]), try Vectors.webhook("dial_action_completed"))
    #expect(try Self.tree(result).children.map(\.name) == ["Hangup"])
    #expect(try await Self.condition(office) == .wrappingUp)
  }

  @Test func `whoever hangs up while it rings leaves the agent free`() async throws {
    let office = try await Self.office(withAda: true)
    let dial = try #require(try await Self.handedOver(office).first("Dial"))
    var fields = try Vectors.webhook("dial_action_no_answer")
    fields["CallStatus"] = "completed"
    let tree = try Self.tree(try await office.follow(try #require(dial.attributes["action"]), fields))
    #expect(tree.children.map(\.name) == ["Hangup"])
    #expect(try await office.call()?.hasEnded == true)
    #expect(try await Self.condition(office) == .available)
  }

  @Test func `who waits is held lap by lap, and told their place now and then`() async throws {
    let office = try await Self.office(withAda: false)
    var tree = try await Self.handedOver(office)
    #expect(tree.children.map(\.name) == ["Say", "Pause", "Redirect"])
    #expect(tree.first("Say")?.text == "You are number 1 in line. Please hold.")
    var said: [Bool] = []
    for _ in 1...8 {
      let address = try #require(tree.first("Redirect")?.text)
      tree = try Self.tree(try await office.follow(address, try Vectors.webhook("incoming")))
      said.append(tree.first("Say") != nil)
    }
    #expect(said == [false, false, false, true, false, false, false, true])
  }

  @Test func `a message is asked for, kept, and the caller told so`() async throws {
    let office = try await Self.office(withAda: true)
    let handed = try await Self.handedOver(office)
    let action = try #require(handed.first("Dial")?.attributes["action"])
    // Ada is busy, and the queue has a caller already.
    let now = office.time.now()
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      _ = try await scope.enter(WaitingCaller(call: Call.ID(77), arrival: now), in: Self.sales)
    }
    var fields = try Vectors.webhook("dial_action_no_answer")
    fields["DialCallStatus"] = "busy"
    let tree = try Self.tree(try await office.follow(action, fields))
    #expect(tree.children.map(\.name) == ["Say", "Record", "Redirect"])
    let record = try #require(tree.first("Record"))
    #expect(
      record.attributes["maxLength"] == "180" && record.attributes["recordingStatusCallbackEvent"] == "completed absent"
    )
    fields = try Vectors.webhook("incoming")
    fields["RecordingUrl"] = "https://api.example.test/Recordings/RE00000000000000000000000000000001"
    fields["RecordingDuration"] = "9"
    for _ in 1...2 {
      let last = try Self.tree(try await office.follow(try #require(record.attributes["action"]), fields))
      #expect(last.children.map(\.name) == ["Say", "Hangup"])
    }
    let ready = [
      "RecordingSid": "RE00000000000000000000000000000001", "RecordingStatus": "completed", "RecordingDuration": "9",
    ]
    let callback = try #require(record.attributes["recordingStatusCallback"])
    #expect(try await office.follow(callback, ready) == .noContent)
    let kept = try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.voicemails(for: Self.sales, after: nil, limit: 5)
    }
    #expect(kept.map(\.duration) == [.seconds(9)] && kept.map(\.audio) == [.awaited])
  }

  @Test func `a table of what exists finds what doesn't`() throws {
    let bad = """
      <Response><Dial callerID="1"><Say/></Dial><Hangup/><Shout/></Response>
      """
    #expect(
      TwiMLTable.faults(of: try XMLTree(bad)) == [
        "<Shout> can't stand in <Response>", "nothing runs after <Hangup>", "<Dial> has no callerID",
        "<Say> can't stand in <Dial>", "there is no <Shout>",
      ])
  }
}
