import Generators
import Testing
import VoiceCore

@Suite("Messages that callers leave")
struct VoicemailTests {
  private static let recording = CarrierRecording("RE00000000000000000000000000000001")

  /// A call that is asked for a message, for the department of sales.
  private static func recorded() async throws -> (CallDesk, Onward) {
    let office = try await CallDesk(
      agents: 0, route: DepartmentRoute(department: Department.ID(1), limits: QueueLimits(length: 1)))
    _ = try await office.handOver("CA0")
    return (office, try await office.handOver("CA1"))
  }

  private static func report(
    _ seconds: Int, _ audio: CarrierAudio = .awaited
  ) throws -> ReceiveVoicemail.Report {
    ReceiveVoicemail.Report(recording: try #require(recording), duration: .seconds(seconds), audio: audio)
  }

  private static func left(
    _ report: ReceiveVoicemail.Report?, at onward: Onward, of office: CallDesk
  ) async throws -> Onward? {
    try await ReceiveVoicemail(store: office.world.store, time: office.world.time)(
      report, of: try office.carrierID(), dialled: office.line, turn: onward.turn)
  }

  private static func all(_ office: CallDesk) async throws -> [Voicemail] {
    try await office.world.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.voicemails(after: nil, limit: 10)
    }
  }

  @Test func `a message is the department's, and tells who called`() async throws {
    let (office, onward) = try await Self.recorded()
    #expect(onward.act == .record)
    #expect(onward.words?.text.contains("You have reached sales") == true)
    let last = try #require(try await Self.left(Self.report(12), at: onward, of: office))
    #expect(last.act == .hangUp && last.words?.text == "Thank you. Your message was saved. Goodbye.")
    let voicemail = try #require(try await Self.all(office).first)
    #expect(voicemail.department == office.sales && voicemail.from == .number(office.caller))
    #expect(voicemail.duration == .seconds(12) && voicemail.heardAt == nil)
    #expect(try await office.events(of: onward.place).suffix(2) == ["voicemail.received", "call.ended"])
    #expect(try await office.world.call(onward.place).status == .completed)
  }

  @Test func `the greeting is the department's own in the caller's language`() async throws {
    let (office, onward) = try await Self.recorded()
    let number = office.caller
    try await office.change { scope throws(StoreFailure) in
      try await scope.save(
        Department(
          id: Department.ID(1), name: "sales", number: number,
          greetings: Greetings([Greeting("Hello, sales here.", in: .english)])))
    }
    #expect(try await office.next().words == Onward.Words("Hello, sales here.", in: .english))
    #expect(onward.place == (try await office.next()).place)
  }

  @Test func `reports that come twice, in either order, or after the end make one message`() async throws {
    for isReadyFirst in [false, true] {
      let (office, onward) = try await Self.recorded()
      let receive = ReceiveVoicemail(store: office.world.store, time: office.world.time)
      let ready = try Self.report(12, .ready)
      if isReadyFirst { try await receive(ready, in: onward.place) }
      _ = try await office.end()
      for _ in 1...2 { _ = try await Self.left(Self.report(12), at: onward, of: office) }
      for _ in 1...2 { try await receive(ready, in: onward.place) }
      let all = try await Self.all(office)
      #expect(all.count == 1 && all.first?.audio == .awaited)
      let received = try await office.events(of: onward.place).count { $0 == "voicemail.received" }
      #expect(received == 1)
    }
  }

  @Test func `who says nothing leaves none, and the call is over all the same`() async throws {
    for seconds in [nil, 0] {
      let (office, onward) = try await Self.recorded()
      let report = try seconds.map { try Self.report($0) }
      #expect(try await Self.left(report, at: onward, of: office)?.act == .hangUp)
      #expect(try await Self.all(office).isEmpty)
      #expect(try await office.world.call(onward.place).hasEnded)
    }
  }

  @Test func `a recording that never comes is said to be absent`() async throws {
    let (office, onward) = try await Self.recorded()
    _ = try await Self.left(Self.report(12), at: onward, of: office)
    let receive = ReceiveVoicemail(store: office.world.store, time: office.world.time)
    try await receive(try Self.report(0, .absent), in: onward.place)
    #expect(try await Self.all(office).first?.audio == .absent)
  }

  @Test func `a message belongs to nobody else's department, and is heard and taken out by its own`() async throws {
    let (office, onward) = try await Self.recorded()
    _ = try await Self.left(Self.report(12), at: onward, of: office)
    let (insider, stranger) = (User.ID(0x51), User.ID(0x52))
    try await office.change { scope throws(StoreFailure) in
      try await scope.save(Membership(of: insider, in: Department.ID(1)))
      try await scope.save(Membership(of: stranger, in: Department.ID(2)))
    }
    let read = ReadVoicemails(store: office.world.store)
    let change = ChangeVoicemail(store: office.world.store, time: office.world.time)
    let id = Voicemail.ID(of: onward.place.call)
    let (own, other) = (Self.agent(insider), Self.agent(stranger))
    #expect(try await read.page(for: other, of: office.tenant, after: nil, limit: 5).voicemails.isEmpty)
    #expect(try await read.voicemail(id, for: other, of: office.tenant) == nil)
    #expect(try await change.mark(id, heard: true, by: other, of: office.tenant) == nil)
    #expect(try await change.remove(id, by: other, of: office.tenant) == false)
    #expect(try await read.page(for: own, of: office.tenant, after: nil, limit: 5).voicemails.map(\.id) == [id])
    let heard = try #require(try await change.mark(id, heard: true, by: own, of: office.tenant))
    #expect(try await change.mark(id, heard: true, by: own, of: office.tenant) == heard)
    #expect(try await change.remove(id, by: own, of: office.tenant))
    #expect(try await change.remove(id, by: own, of: office.tenant) == false)
  }

  private static func agent(_ user: User.ID) -> Bearer { .user(user, .agent, of: TestTenant.plan(1).tenant.id) }
}
