import Generators
import Testing
import VoiceCore

@Suite("The sound of messages")
struct MessageSoundTests {
  /// A caller has left a message for the department of sales, and nobody was told yet whether its sound is ready.
  private struct Office {
    let calls: CallDesk
    let desk: RecordingDesk
    let onward: Onward
    let name: CarrierRecording

    init(days: Int = 30, objects: any ObjectStore = HeldObjects(), leaving audio: CarrierAudio = .awaited) async throws
    {
      calls = try await CallDesk(
        agents: 0, route: DepartmentRoute(department: Department.ID(1), limits: QueueLimits(length: 1)))
      desk = try await RecordingDesk(rule: .never, days: days, objects: objects, in: calls.world)
      _ = try await calls.handOver("CA0")
      onward = try await calls.handOver("CA1")
      name = try #require(CarrierRecording("RE1"))
      _ = try await receive(report(12, audio), of: try calls.carrierID(), dialled: calls.line, turn: onward.turn)
    }

    var id: Voicemail.ID { Voicemail.ID(of: onward.place.call) }
    var receive: ReceiveVoicemail { ReceiveVoicemail(store: calls.world.store, time: calls.world.time) }
    var change: ChangeVoicemail { ChangeVoicemail(store: calls.world.store, time: calls.world.time) }

    func report(_ seconds: Int, _ audio: CarrierAudio) -> ReceiveVoicemail.Report {
      ReceiveVoicemail.Report(recording: name, duration: .seconds(seconds), audio: audio)
    }

    func message() async throws -> Voicemail? {
      let id = id
      return try await desk.world.store.read(for: desk.tenant) { scope throws(StoreFailure) in
        try await scope.voicemail(id)
      }
    }

    func sound() async throws -> Recording {
      let id = id
      let found = try await desk.world.store.read(for: desk.tenant) { scope throws(StoreFailure) in
        try await scope.recording(Recording.ID(of: id))
      }
      return try #require(found)
    }
  }

  @Test func `a message is fetched, stored sealed under its tenant, and then deleted at the carrier`() async throws {
    let office = try await Office()
    office.desk.carrier.complete("RE1", [9, 8, 7])
    try await office.receive(office.report(13, .ready), in: office.onward.place)
    _ = try await office.desk.attend(of: office.desk.tenant)
    try await office.desk.work()
    #expect(office.desk.carrier.asked == ["fetch RE1", "delete RE1"] && office.desk.carrier.copies == 0)
    let message = try #require(try await office.message())
    #expect(message.audio == .ready && message.duration == .seconds(13))
    let sound = try await office.sound()
    #expect(sound.kind == .message && sound.department == office.calls.sales && !sound.isWithCarrier)
    let key = try #require(sound.object(of: office.desk.tenant))
    #expect(key.text == "tenants/\(office.desk.tenant)/voicemails/\(message.call).1.mp3")
    #expect(try await office.desk.objects.get(key)?.suffix(3) == [9, 8, 7])
    #expect(try await office.desk.objects.get(key) != [9, 8, 7])
    // Of the call's own recording nothing is told.
    #expect(try await office.desk.facts(office.onward.place).isEmpty)
    #expect(!(try await office.calls.events(of: office.onward.place)).contains("recording.ready"))
  }

  @Test func `a message whose webhook is lost is fetched all the same, when it is there`() async throws {
    let office = try await Office()
    try await office.desk.work(rounds: 2)
    #expect(try await office.message()?.audio == .awaited)
    office.desk.carrier.complete("RE1", [1])
    try await office.desk.work(rounds: 3, every: .seconds(300))
    #expect(try await office.message()?.audio == .ready && office.desk.carrier.copies == 0)
  }

  @Test func `whatever step fails, and however often, nothing is lost and nothing is done twice`() async throws {
    for failures in 1...5 {
      let office = try await Office(leaving: .ready)
      office.desk.carrier.complete("RE1", [1])
      for _ in 0..<failures { office.desk.carrier.fail(.unavailable) }
      try await office.desk.work(rounds: 10, every: .seconds(1000))
      for _ in 1...2 { try await office.receive(office.report(12, .ready), in: office.onward.place) }
      try await office.desk.work(rounds: 3, every: .seconds(1000))
      #expect(try await office.message()?.audio == .ready && office.desk.carrier.copies == 0)
      #expect(try await office.sound().kept?.size == 1)
    }
  }

  @Test func `the carrier may say that there is none, or never have it`() async throws {
    let none = try await Office()
    try await none.receive(none.report(0, .absent), in: none.onward.place)
    try await none.desk.work()
    #expect(try await none.message()?.audio == .absent)
    #expect(try await none.sound().errands.dueAt == nil)
    let never = try await Office()
    var givenUp = 0
    for _ in 0..<120 { givenUp += try await never.desk.work(every: .seconds(1000)).givenUp }
    #expect(try await never.message()?.audio == .absent && givenUp == 1)
  }

  @Test func `whose department it is hears it by a link for a quarter of an hour, and the log tells; nobody else`()
    async throws
  {
    let office = try await Office(leaving: .ready)
    office.desk.carrier.complete("RE1", [4, 2])
    try await office.desk.work(rounds: 2)
    let (insider, stranger) = (User.ID(0x51), User.ID(0x52))
    try await office.desk.change { scope throws(StoreFailure) in
      try await scope.save(Membership(of: insider, in: Department.ID(1)))
      try await scope.save(Membership(of: stranger, in: Department.ID(2)))
    }
    let (hear, tenant, auditing) = (office.desk.hear, office.desk.tenant, office.desk.world.auditing)
    let found = try await hear(office.id, for: .user(insider, .agent, of: tenant), of: tenant, auditing: auditing)
    let target = try #require(found?.target)
    #expect(target.hasPrefix("/v1/voicemails/\(office.id)/audio?"))
    #expect(try await hear.sound(at: target) == [4, 2])
    let told = try await office.desk.world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(before: nil, limit: 1).first?.entry
    }
    #expect(told?.action == .hearRecording && told?.subject == AuditReference(.voicemail, office.id))
    let outside = Bearer.user(stranger, .agent, of: tenant)
    #expect(try await hear(office.id, for: outside, of: tenant, auditing: auditing) == nil)
    // It is no call's recording, under whatever name.
    let administrator = Bearer.user(Identifier(1), .tenantAdmin, of: tenant)
    for id in [Recording.ID(of: office.id), Recording.ID(of: office.onward.place.call)] {
      #expect(try await hear(id, for: administrator, of: tenant, auditing: auditing) == nil)
    }
    let disguised = target.replacing("voicemails", with: "recordings")
    await #expect(throws: HearRecording.Failure.noSuchLink) { try await hear.sound(at: disguised) }
    office.desk.world.time.advance(by: DownloadLinks.lifetime)
    await #expect(throws: HearRecording.Failure.noSuchLink) { try await hear.sound(at: target) }
  }

  @Test func `a message that is taken out takes its sound along, and its links lead to nothing at once`() async throws {
    let office = try await Office(leaving: .ready)
    office.desk.carrier.complete("RE1", [4, 2])
    try await office.desk.work(rounds: 2)
    let (tenant, administrator) = (office.desk.tenant, Bearer.user(Identifier(1), .tenantAdmin, of: office.desk.tenant))
    let found = try await office.desk.hear(
      office.id, for: administrator, of: tenant, auditing: office.desk.world.auditing)
    let target = try #require(found?.target)
    let key = try #require(try await office.sound().object(of: tenant))
    #expect(try await office.change.remove(office.id, by: administrator, of: tenant))
    await #expect(throws: HearRecording.Failure.noSuchLink) { try await office.desk.hear.sound(at: target) }
    try await office.desk.work()
    #expect(try await office.desk.objects.get(key) == nil)
    #expect(try await office.sound().secret == nil)
  }

  @Test func `one that is taken out before it was fetched is only deleted at the carrier`() async throws {
    let office = try await Office(leaving: .ready)
    office.desk.carrier.complete("RE1", [4, 2])
    let administrator = Bearer.user(Identifier(1), .tenantAdmin, of: office.desk.tenant)
    #expect(try await office.change.remove(office.id, by: administrator, of: office.desk.tenant))
    try await office.desk.work()
    #expect(office.desk.carrier.asked == ["delete RE1"] && office.desk.carrier.copies == 0)
    #expect(try await office.sound().absence == .removed)
  }

  @Test func `a message's sound goes when its time is over; the message stays`() async throws {
    let office = try await Office(days: 1, leaving: .ready)
    office.desk.carrier.complete("RE1", [4, 2])
    try await office.desk.work(rounds: 2)
    let key = try #require(try await office.sound().object(of: office.desk.tenant))
    try await office.desk.work(every: .seconds(86_400))
    #expect(try await office.desk.objects.get(key) == nil)
    #expect(try await office.message()?.audio == .absent)
  }

  @Test func `messages of a tenant that goes are deleted at the carrier and here`() async throws {
    let office = try await Office(leaving: .ready)
    office.desk.carrier.complete("RE1", [4, 2])
    let store = try #require(office.desk.world.store as? any ErasableStore)
    let erase = EraseTenant(
      store: store, objects: office.desk.objects, telephony: Carrier(), signer: ErasingBench.signer,
      time: office.desk.world.time, auditing: office.desk.world.auditing, recorder: office.desk.carrier)
    _ = try await store.erasure.close(office.desk.tenant, by: .server, at: office.desk.world.time.now())
    office.desk.carrier.fail(.unavailable)
    _ = try await erase(office.desk.tenant)
    #expect(try await store.erasure.closure(of: office.desk.tenant)?.recordings.map(\.name) == ["RE1"])
    office.desk.world.time.advance(by: .seconds(601))
    _ = try await erase(office.desk.tenant)
    #expect(office.desk.carrier.copies == 0)
  }
}
