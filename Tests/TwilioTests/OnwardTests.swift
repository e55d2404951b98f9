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
    #expect(client.attributes["statusCallbackEvent"] == "answered completed")
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
    #expect(tree.children.map(\.name) == ["Gather", "Redirect"])
    #expect(
      tree.first("Gather")?.first("Say")?.text
        == "You are number 1 in line. Please hold. To be called back without losing your place, press 1.")
    var said: [Bool] = []
    for _ in 1...8 {
      let address = try #require(tree.first("Redirect")?.text)
      tree = try Self.tree(try await office.follow(address, try Vectors.webhook("incoming")))
      said.append(tree.first("Gather")?.first("Say") != nil)
    }
    #expect(said == [false, false, false, true, false, false, false, true])
  }

  @Test func `who presses the key while they wait is told that they will be called back`() async throws {
    let office = try await Self.office(withAda: false)
    let tree = try await Self.handedOver(office)
    let gather = try #require(tree.first("Gather"))
    #expect(gather.attributes["timeout"] == "8" && gather.attributes["numDigits"] == "1")
    let fields = try Vectors.webhook("incoming").merging(["Digits": "1"]) { $1 }
    let address = try #require(gather.attributes["action"])
    let leaving = try Self.tree(try await office.follow(address, fields))
    #expect(leaving.children.map(\.name) == ["Say", "Hangup"])
    // Again, or late: they are on their way.
    #expect(try Self.tree(try await office.follow(address, fields)).first("Hangup") != nil)
    let row = try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.waitingCallers(in: Self.sales, after: nil, limit: 9).first
    }
    #expect(row?.callBack?.e164 == "+15550100100")
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

  @Test func `a warm transfer asks whoever picks up, in a document of their own`() async throws {
    let office = try await Self.office(withAda: true)
    let incoming = try Self.tree(try await office.post("/twilio/voice/incoming", try Vectors.webhook("incoming")))
    let parameter = try #require(incoming.first("Connect")?.first("Stream")?.first("Parameter"))
    let place = try await office.join(token: try #require(parameter.attributes["value"]))
    _ = try await SendCall(store: office.store, carrier: nil, time: office.time)(
      place.call, SendCall.Order(.target(.agent(Self.ada)), because: .vip, .warm),
      by: .user(User.ID(9), .tenantAdmin, of: office.tenant), of: office.tenant)
    let dial = try #require(
      try Self.tree(try await office.post("/twilio/voice/after-stream", try Vectors.webhook("incoming"))).first("Dial"))
    let client = try #require(dial.first("Client"))
    // Picking up alone takes nobody.
    #expect(client.attributes["statusCallbackEvent"] == "completed")
    let address = try #require(client.attributes["url"])
    let leg = [
      "CallSid": "CAleg", "ParentCallSid": "CA00000000000000000000000000000001", "From": "+15550100100",
      "To": "client:ada", "Direction": "outbound-dial", "CallStatus": "in-progress",
    ]
    let gather = try #require(try Self.tree(try await office.follow(address, leg)).first("Gather"))
    #expect(gather.first("Say")?.text.contains("1 5 5 5 0 1 0 0 1 0 0") == true)
    let action = try #require(gather.attributes["action"])
    let refused = try Self.tree(try await office.follow(action, leg.merging(["Digits": ""]) { _, new in new }))
    #expect(refused.first("Hangup") != nil)
    #expect(try await Self.condition(office) == .available)
  }
}
