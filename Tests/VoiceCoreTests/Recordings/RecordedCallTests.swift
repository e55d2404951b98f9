import Generators
import Testing
import VoiceCore

@Suite("Calls that are recorded")
struct RecordedCallTests {
  @Test func `nobody is recorded where nothing was said about it`() async throws {
    let desk = try await RecordingDesk(rule: .never)
    let place = try await desk.world.callInProgress().place
    try await desk.work()
    #expect(desk.carrier.asked.isEmpty)
    #expect(try await desk.facts(place).isEmpty)
  }

  @Test func `the caller is told first, and the recording begins once they talk`() async throws {
    let desk = try await RecordingDesk()
    guard case .announce(let words, let token, let place) = try await desk.world.answer(try desk.world.announcement())
    else { throw StoreFailure.notFound }
    #expect(words.text == "This call is recorded.")
    #expect(try await desk.attend(of: desk.tenant) == AttendRecordings.Tally())
    let joined = try await desk.world.join(token: token, carrierCall: "CA1")
    #expect(joined.isToRecord)
    _ = try await desk.attend(Recording.ID(of: place.call), of: desk.tenant)
    #expect(desk.carrier.asked == ["record CA1"])
    let recording = try await desk.recording(place)
    #expect(recording.stage == .running && recording.carrier?.name == "RE1")
    let name = try #require(CarrierRecording("RE1"))
    #expect(try await desk.facts(place) == [.wanted, .announced, .heard, .started(name)])
  }

  @Test func `a recording is fetched, stored sealed under its tenant, and then deleted at the carrier`() async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.finished([9, 8, 7])
    try await desk.work(rounds: 2)
    #expect(desk.carrier.asked == ["record CA1", "fetch RE1", "delete RE1"])
    #expect(desk.carrier.copies == 0)
    let recording = try await desk.recording(place)
    #expect(recording.stage == .kept && recording.kept?.size == 3 && recording.duration == .seconds(7))
    let key = try #require(recording.object(of: desk.tenant))
    #expect(key.text == "tenants/\(desk.tenant)/recordings/\(place.call).1.mp3")
    let stored = try #require(try await desk.objects.get(key))
    #expect(stored != [9, 8, 7] && stored.suffix(3) == [9, 8, 7])
    #expect(try await desk.world.events(of: place).suffix(1) == ["recording.ready"])
  }

  @Test func `whatever step fails, and however often, nothing is lost and nothing is done twice`() async throws {
    for failures in 1...6 {
      let desk = try await RecordingDesk()
      for _ in 0..<failures { desk.carrier.fail(.unavailable) }
      let place = try await desk.talking().place
      try await desk.work(rounds: 12, every: .seconds(600))
      #expect(desk.carrier.asked.count { $0 == "record CA1" } <= 1 + failures)
      #expect(try await desk.recording(place).stage == .running)
      _ = try await desk.world.end(.id(place.call), of: desk.tenant, because: .hungUp)
      desk.carrier.complete("RE1", [1])
      try await desk.tell(.complete(.seconds(7)), in: place)
      for _ in 0..<failures { desk.carrier.fail(nil, .unavailable) }
      try await desk.work(rounds: 20, every: .seconds(1200))
      let recording = try await desk.recording(place)
      #expect(recording.stage == .kept && !recording.isWithCarrier && desk.carrier.copies == 0)
      #expect(try await desk.facts(place).count { if case .stored = $0 { true } else { false } } == 1)
    }
  }

  @Test func `an order to record whose answer was lost is found, and not given twice`() async throws {
    let desk = try await RecordingDesk()
    desk.carrier.loseAnswer()
    let place = try await desk.recorded()
    #expect(try await desk.recording(place).stage == .wanted)
    try await desk.work()
    #expect(desk.carrier.asked == ["record CA1", "look CA1"])
    #expect(try await desk.recording(place).carrier?.name == "RE1")
  }

  @Test func `the carrier's word may come before the answer to our order, twice, and late`() async throws {
    let desk = try await RecordingDesk()
    desk.carrier.loseAnswer()
    let place = try await desk.recorded()
    for _ in 1...2 { try await desk.tell(.running, in: place) }
    #expect(try await desk.recording(place).stage == .running)
    desk.carrier.complete("RE1", [1])
    for _ in 1...2 { try await desk.tell(.complete(.seconds(7)), in: place) }
    try await desk.work(rounds: 3)
    try await desk.tell(.running, in: place)
    try await desk.tell(.none, in: place)
    try await desk.tell(.complete(.seconds(9)), of: "RE2", in: place)
    let recording = try await desk.recording(place)
    #expect(recording.stage == .kept && recording.duration == .seconds(7))
    #expect(desk.carrier.asked.filter { $0.hasPrefix("record") }.count == 1)
  }

  @Test(arguments: [Recording.Report.complete(.zero), .none])
  func `a recording of zero length, or that there is none of, has an end`(report: Recording.Report) async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.recorded()
    _ = try await desk.world.end(.id(place.call), of: desk.tenant, because: .hungUp)
    try await desk.tell(report, in: place)
    try await desk.work(rounds: 3)
    let recording = try await desk.recording(place)
    #expect(recording.stage == .absent && recording.absence == (report == .none ? .failed : .empty))
    #expect(desk.carrier.asked.last == "delete RE1")
    #expect(recording.errands.dueAt == nil)
  }

  @Test func `a recording that never comes is asked after, and given up in the end`() async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.recorded()
    try await desk.work(rounds: 3, every: .seconds(400))
    #expect(desk.carrier.asked == ["record CA1"])
    _ = try await desk.world.end(.id(place.call), of: desk.tenant, because: .hungUp)
    try await desk.work(rounds: 130, every: .seconds(700))
    let recording = try await desk.recording(place)
    #expect(recording.stage == .absent && recording.absence == .neverCame && recording.errands.dueAt == nil)
    #expect(desk.carrier.asked.filter { $0 == "look CA1" }.count > 50)
  }

  @Test func `one whose webhook is lost is found by asking`() async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.recorded()
    _ = try await desk.world.end(.id(place.call), of: desk.tenant, because: .hungUp)
    desk.carrier.complete("RE1", [5])
    try await desk.work(rounds: 4, every: .seconds(400))
    #expect(try await desk.recording(place).stage == .kept)
  }

  @Test func `a call that ends before anything was recorded has none`() async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.talking().place
    _ = try await desk.world.end(.id(place.call), of: desk.tenant, because: .hungUp)
    try await desk.work(rounds: 2)
    #expect(try await desk.recording(place).absence == .neverBegan)
    #expect(desk.carrier.asked.isEmpty)
  }

  @Test func `what can't be stored stays with the carrier, and is left to a person`() async throws {
    let desk = try await RecordingDesk(objects: NoObjects())
    let place = try await desk.finished()
    var givenUp = 0
    for _ in 0..<120 { givenUp += try await desk.work(every: .seconds(1000)).givenUp }
    let recording = try await desk.recording(place)
    #expect(recording.stage == .absent && recording.absence == .notFetched && givenUp == 1)
    #expect(desk.carrier.copies == 1 && !desk.carrier.asked.contains("delete RE1"))
    try await desk.work(rounds: 2, every: Recording.carrierRetention)
    #expect(desk.carrier.copies == 0)
  }

  @Test func `a recording is paused and goes on, and what the carrier doesn't do is tried again`() async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.recorded()
    let bearer = Bearer.user(Identifier(1), .tenantAdmin, of: desk.tenant)
    #expect(try await desk.steer(place.call, isPaused: true, by: bearer, of: desk.tenant).stage == .paused)
    #expect(try await desk.steer(place.call, isPaused: true, by: bearer, of: desk.tenant).stage == .paused)
    #expect(desk.carrier.asked == ["record CA1", "pause RE1"])
    desk.carrier.fail(.unavailable)
    await #expect(throws: SteerRecording.Failure.notYet) {
      try await desk.steer(place.call, isPaused: false, by: bearer, of: desk.tenant)
    }
    #expect(try await desk.recording(place).stage == .paused)
    try await desk.work()
    #expect(try await desk.recording(place).stage == .running)
    _ = try await desk.world.end(.id(place.call), of: desk.tenant, because: .hungUp)
    try await desk.tell(.complete(.seconds(7)), in: place)
    await #expect(throws: SteerRecording.Failure.tooLate) {
      try await desk.steer(place.call, isPaused: true, by: bearer, of: desk.tenant)
    }
    let stranger = Bearer.user(Identifier(7), .agent, of: desk.tenant)
    await #expect(throws: SteerRecording.Failure.notFound) {
      try await desk.steer(place.call, isPaused: true, by: stranger, of: desk.tenant)
    }
  }

  @Test func `a recording goes when its time is over, and what remains says that it was there`() async throws {
    let desk = try await RecordingDesk(days: 1)
    let place = try await desk.finished()
    try await desk.work(rounds: 2)
    let key = try #require(try await desk.recording(place).object(of: desk.tenant))
    try await desk.work(every: .seconds(86_000))
    #expect(try await desk.objects.get(key) != nil)
    try await desk.work(every: .seconds(1000))
    #expect(try await desk.objects.get(key) == nil)
    let recording = try await desk.recording(place)
    #expect(recording.stage == .expired && recording.secret == nil && recording.errands.dueAt == nil)
    #expect(try await desk.facts(place).last == .expired)
  }

  @Test func `in a department that isn't recorded a recording rests, and goes on when the call leaves it`() async throws
  {
    let desk = try await RecordingDesk()
    let joined = try await desk.talking()
    _ = try await desk.attend(Recording.ID(of: joined.place.call), of: desk.tenant)
    let sales = Department.ID(1)
    let routes = [
      try DepartmentRoute(department: sales, recording: .never),
      try DepartmentRoute(department: Department.ID(2), recording: .always),
    ]
    let other = Department(
      id: Department.ID(2), name: "service", number: try #require(PhoneNumber("+15550100302")))
    try await desk.change { scope throws(StoreFailure) in
      try await scope.save(other)
      for route in routes { try await scope.save(route) }
    }
    let send = SendCall(store: desk.world.store, carrier: nil, time: desk.world.time)
    _ = try await send(
      joined.place.call, SendCall.Order(.target(.department(sales)), because: .callerWish), by: desk.world.bearer,
      of: desk.tenant)
    guard
      case .onward = try await desk.world.next(try #require(CarrierCallID("CA1")), dialled: TestTenant.line(of: 1))
    else { throw StoreFailure.notFound }
    try await desk.work()
    #expect(desk.carrier.asked == ["record CA1", "pause RE1"])
    // Nobody lets it go on there; who wants it paused has it paused, also afterwards.
    let bearer = Bearer.user(Identifier(1), .tenantAdmin, of: desk.tenant)
    await #expect(throws: SteerRecording.Failure.barred) {
      _ = try await desk.steer(joined.place.call, isPaused: true, by: bearer, of: desk.tenant)
      _ = try await desk.steer(joined.place.call, isPaused: false, by: bearer, of: desk.tenant)
    }
    _ = try await send(
      joined.place.call, SendCall.Order(.target(.department(Department.ID(2))), because: .callerWish),
      by: desk.world.bearer, of: desk.tenant)
    guard
      case .onward(let onward) = try await desk.world.next(
        try #require(CarrierCallID("CA1")), dialled: TestTenant.line(of: 1))
    else { throw StoreFailure.notFound }
    #expect(onward.notice?.text == "This call is recorded.")
    #expect(try await desk.attend(of: desk.tenant).done == 0)
    try await desk.work()
    #expect(desk.carrier.asked == ["record CA1", "pause RE1", "run RE1"])
    #expect(try await desk.recording(joined.place).stage == .running)
  }

  @Test func `who is handed over to a department that records is told before anybody talks with them`() async throws {
    let desk = try await RecordingDesk(rule: .never)
    let joined = try await desk.world.callInProgress()
    let sales = Department.ID(1)
    let route = try DepartmentRoute(department: sales, recording: .always)
    try await desk.change { scope throws(StoreFailure) in try await scope.save(route) }
    let send = SendCall(store: desk.world.store, carrier: nil, time: desk.world.time)
    _ = try await send(
      joined.place.call, SendCall.Order(.target(.department(sales)), because: .callerWish), by: desk.world.bearer,
      of: desk.tenant)
    let leg = try #require(CarrierCallID("CA1"))
    guard case .onward(let onward) = try await desk.world.next(leg, dialled: TestTenant.line(of: 1)) else {
      throw StoreFailure.notFound
    }
    #expect(onward.notice?.text == "This call is recorded.")
    #expect(try await desk.attend(of: desk.tenant).done == 0)
    try await desk.work()
    #expect(desk.carrier.asked == ["record CA1"])
    #expect(try await desk.recording(joined.place).department == sales)
  }

  @Test func `whoever may hear it gets a link for a quarter of an hour, and the log tells`() async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.finished([4, 2])
    try await desk.work(rounds: 2)
    let id = Recording.ID(of: place.call)
    let found = try await desk.hear(id, for: desk.world.bearer, of: desk.tenant, auditing: desk.world.auditing)
    let target = try #require(found?.target)
    #expect(try await desk.hear.sound(at: target) == [4, 2])
    let told = try await desk.world.store.read(for: desk.tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(before: nil, limit: 1).first?.entry
    }
    #expect(told?.action == .hearRecording && told?.subject == AuditReference(.recording, id))
    let stranger = Bearer.user(Identifier(7), .agent, of: desk.tenant)
    #expect(try await desk.hear(id, for: stranger, of: desk.tenant, auditing: desk.world.auditing) == nil)
    desk.world.time.advance(by: DownloadLinks.lifetime)
    await #expect(throws: HearRecording.Failure.noSuchLink) { try await desk.hear.sound(at: target) }
  }

  @Test func `its sound is heard until its time is over, and not a moment longer`() async throws {
    let desk = try await RecordingDesk()
    let place = try await desk.finished()
    try await desk.work(rounds: 2)
    let recording = try await desk.recording(place)
    let end = try #require(recording.kept?.expiresAt)
    #expect(recording.isHeard(at: end - .microseconds(1)) && !recording.isHeard(at: end))
  }

  @Test func `the pauses between tries grow to a quarter of an hour, and each try in vain is counted once`()
    async throws
  {
    let desk = try await RecordingDesk()
    for _ in 0..<12 { desk.carrier.fail(.unavailable) }
    let place = try await desk.talking().place
    var pauses: Set<Duration> = []
    for _ in 0..<12 {
      let due = try #require(try await desk.recording(place).errands.dueAt)
      desk.world.time.advance(by: max(due - desk.world.time.now(), .zero))
      let tally = try await desk.attend(of: desk.tenant)
      #expect(tally.postponed == 1 && tally.done == 0)
      let next = try #require(try await desk.recording(place).errands.dueAt)
      // The clock moves on by a microsecond with each look.
      pauses.insert(.seconds((next - desk.world.time.now()).components.seconds + 1))
    }
    #expect(pauses.max() == .seconds(900) && pauses.contains(.seconds(10)), "\(pauses)")
  }
}

extension World {
  /// The names of what happened in a call.
  fileprivate func events(of place: CallPlace) async throws -> [String] {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.facts(of: place.call).compactMap(\.fact.eventName)
    }
  }
}
