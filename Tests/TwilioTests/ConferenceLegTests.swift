import Testing
import Twilio
import VoiceCore
import Web

@Suite("The carrier's webhooks of a conference", .timeLimit(.minutes(1)))
struct ConferenceLegTests {
  private static let host = "CA000000000000000000000000000000a1"
  private static let guest = "CA000000000000000000000000000000a2"
  private static let service = Department.ID(1)
  private static let ada = Agent.ID(0xA6)
  private static let bob = Agent.ID(0xB0)

  /// A caller who talks with Ada, and Bob, who is there.
  private struct Talk {
    let office: Office
    let place: CallPlace
    /// Where Ada's leg is told about.
    let steps: String

    init() async throws {
      office = try await Office()
      let (now, number) = (office.time.now(), office.customerService)
      try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
        try await scope.save(Department(id: service, name: "service", number: number))
        for (id, name) in [(ada, "Ada"), (bob, "Bob")] {
          guard let agent = try? Agent(id: id, name: name, departments: [service]) else { throw .corrupt }
          try await scope.save(agent)
          var state = AgentState(agent: id, since: now)
          _ = state.open(Session.ID(id.bits), at: now)
          let facts = state.decide(.choose(.available), at: now)
          state.evolve(facts)
          try await scope.save(state, facts: facts)
        }
      }
      let incoming = try tree(try await office.post("/twilio/voice/incoming", try Vectors.webhook("incoming")))
      let token = try #require(incoming.first("Connect")?.first("Stream")?.first("Parameter")?.attributes["value"])
      place = try await office.join(token: token)
      try await Self.send(.agent(ada), place, .cold, of: office)
      let dial = try tree(try await office.post("/twilio/voice/after-stream", try Vectors.webhook("incoming")))
      steps = try #require(dial.first("Dial")?.first("Client")?.attributes["statusCallback"])
      #expect(try await office.follow(steps, leg(host)) == .noContent)
    }

    static func send(
      _ target: RoutingTarget, _ place: CallPlace, _ mode: SendCall.Mode, of office: Office
    ) async throws {
      _ = try await SendCall(store: office.store, carrier: nil, time: office.time)(
        place.call, SendCall.Order(.target(target), because: .vip, mode),
        by: .user(User.ID(9), .tenantAdmin, of: office.tenant), of: office.tenant)
    }

    func confer(with target: RoutingTarget) async throws { try await Self.send(target, place, .conference, of: office) }

    /// What Ada's line, or the guest's, is told to do.
    func ask(_ leg: [String: String]) async throws -> XMLTree {
      try tree(
        try await office.follow(
          "/twilio/voice/conference?tenant=\(place.tenant)&call=\(place.call)&turn=2", leg))
    }
  }

  private static func tree(_ response: Response) throws -> XMLTree {
    #expect(response.status == .ok)
    let tree = try XMLTree(String(decoding: response.body, as: UTF8.self))
    #expect(TwiMLTable.faults(of: tree) == [])
    return tree
  }

  /// The parameters of a dialled leg.
  private static func leg(_ sid: String, _ status: String = "in-progress", _ more: [String: String] = [:]) -> [String:
    String]
  {
    [
      "CallSid": sid, "ParentCallSid": "CA00000000000000000000000000000001", "From": "+15550100100",
      "To": "client:somebody", "Direction": "outbound-dial", "CallStatus": status,
    ].merging(more) { $1 }
  }

  @Test func `the host's line rings the guest and asks them, and then all of them are in one room`() async throws {
    let talk = try await Talk()
    try await talk.confer(with: .agent(Self.bob))
    // The caller's dial has ended, for Ada's line was led away.
    let caller = try Self.tree(
      try await talk.office.follow("/twilio/voice/dial-result?turn=1", try Vectors.webhook("dial_action_completed")))
    let room = try #require(caller.first("Dial")?.first("Conference"))
    #expect(room.attributes == ["endConferenceOnExit": "true"])
    let ring = try #require(try await talk.ask(Self.leg(Self.host)).first("Dial"))
    // No other number is said: the guest sees the one that Ada's line bears, which is the caller's.
    #expect(ring.attributes["callerId"] == nil && ring.attributes["timeout"] == "20")
    let client = try #require(ring.first("Client"))
    #expect(client.attributes["statusCallbackEvent"] == "completed")
    let whisper = try #require(client.attributes["url"])
    let question = try Self.tree(try await talk.office.follow(whisper, Self.leg(Self.guest)))
    let keys = try #require(question.first("Gather")?.attributes["action"])
    let taken = try Self.tree(try await talk.office.follow(keys, Self.leg(Self.guest, "in-progress", ["Digits": "1"])))
    #expect(taken.children.isEmpty)
    // The carrier leads the guest's line away, so that Ada's dial ends, too.
    let guest = try await talk.ask(Self.leg(Self.guest))
    let action = try #require(ring.attributes["action"])
    let host = try Self.tree(
      try await talk.office.follow(action, Self.leg(Self.host, "in-progress", ["DialCallStatus": "completed"])))
    for tree in [guest, host] {
      let dial = try #require(tree.first("Dial"))
      #expect(dial.first("Conference")?.text == room.text && dial.first("Conference")?.attributes == [:])
    }
    #expect(try await talk.office.call()?.participants == [.agent(Self.ada), .agent(Self.bob)])
    // Ada leaves: told twice, by both ways there are.
    let left = try #require(host.first("Dial")?.attributes["action"])
    for _ in 1...2 {
      let answer = try await talk.office.follow(left, Self.leg(Self.host, "completed", ["DialCallStatus": "completed"]))
      #expect(try Self.tree(answer).first("Hangup") != nil)
      #expect(try await talk.office.follow(talk.steps, Self.leg(Self.host, "completed")) == .noContent)
    }
    #expect(try await talk.office.call()?.course?.conference?.seats.map(\.person) == [.agent(Self.bob)])
  }

  @Test(arguments: ["busy", "no-answer", "failed", "completed"])
  func `a guest who doesn't come leaves the two in the room`(result: String) async throws {
    let talk = try await Talk()
    try await talk.confer(with: .agent(Self.bob))
    let ring = try #require(try await talk.ask(Self.leg(Self.host)).first("Dial"))
    let action = try #require(ring.attributes["action"])
    for _ in 1...2 {
      let host = try Self.tree(
        try await talk.office.follow(action, Self.leg(Self.host, "in-progress", ["DialCallStatus": result])))
      #expect(host.first("Dial")?.first("Conference") != nil)
    }
    #expect(try await talk.office.call()?.participants == [.agent(Self.ada)])
  }

  @Test func `a line that is nobody's in the conference is hung up`() async throws {
    let talk = try await Talk()
    #expect(try await talk.ask(Self.leg(Self.host)).first("Hangup") != nil)
    try await talk.confer(with: .agent(Self.bob))
    #expect(try await talk.ask(Self.leg(Self.guest)).first("Hangup") != nil)
    let wrong = try await talk.office.follow("/twilio/voice/conference?turn=2", Self.leg(Self.host))
    #expect(wrong.status == .badRequest)
  }
}
