import Generators
import Testing
import VoiceCore

@Suite("A call from a browser or app")
struct AppCallTests {
  private static let id = Call.ID(77)

  private func place(_ world: World) -> CallPlace { CallPlace(tenant: world.tenant, call: Self.id) }

  private func begin(in world: World, admission: Admission = .open) async throws(AnswerApp.Failure) -> String {
    try await AnswerApp(store: world.store, answer: world.answer(admission: admission))(place(world))
  }

  private func join(in world: World) async throws -> JoinStream.Joined {
    let token = try await begin(in: world)
    return try await world.join(token: token, carrierCall: CarrierCallID.app(for: Self.id).text)
  }

  private func end(_ cause: EndAppCall.Cause, in world: World) async throws -> EndAppCall.Outcome {
    try await EndAppCall(store: world.store, time: world.time)(place(world), because: cause)
  }

  private func record(_ world: World) async throws -> CallDetailRecord? {
    try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: Self.id)
    }
  }

  @Test func `it is a call like any other: withheld, on the tenant's line, with the receptionist`() async throws {
    let world = try await World()
    let joined = try await join(in: world)
    let call = try await world.call(place(world))
    #expect(joined.place == place(world) && call.status == .inProgress)
    #expect(call.caller == .withheld && call.dialled == world.plan.lines[0].number && call.direction == .inbound)
    #expect(call.carrierID.isApp && !call.carrierID.isAwaited)
  }

  @Test func `rules that lead past the receptionist don't hold for it, for nobody could be put through`() async throws {
    let world = try await World()
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.save(PhoneLine(number: TestTenant.line(of: 1), department: Identifier(1)))
    }
    _ = try await join(in: world)
    let call = try await world.call(place(world))
    #expect(call.status == .inProgress && call.course == nil)
  }

  @Test func `a tenant without a line can't be called`() async throws {
    let world = try await World()
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.removePhoneLine(TestTenant.line(of: 1))
    }
    await #expect(throws: AnswerApp.Failure.noLine) { try await begin(in: world) }
  }

  @Test func `a node that takes no more calls says so, and the call is over`() async throws {
    let world = try await World()
    await #expect(throws: AnswerApp.Failure.busy) { try await begin(in: world, admission: Admission { .capacity }) }
    #expect(try await record(world) != nil)
  }

  @Test func `a caller who hangs up ends it once`() async throws {
    let world = try await World()
    let joined = try await join(in: world)
    #expect(try await end(.hungUp, in: world) == .over)
    #expect(try await end(.left, in: world) == .over)
    #expect(try await world.endStream(joined.stream, of: joined.place, because: .stopped).isFirst == false)
    #expect(try await world.call(place(world)).ending?.cause == .hungUp)
    #expect(try await record(world) != nil)
  }

  @Test(arguments: [true, false])
  func `a person who is wanted can't be reached: the transfer failed, and the call is over, whoever tells first`(
    streamFirst: Bool
  ) async throws {
    let world = try await World()
    let joined = try await join(in: world)
    _ = try await world.advance(.personWanted(.callerWish, nil), in: joined.place)
    if streamFirst { _ = try await world.endStream(joined.stream, of: joined.place, because: .left) }
    #expect(try await end(.left, in: world) == .personWanted(.callerWish, TestTenant.line(of: 1)))
    #expect(try await end(.left, in: world) == .personWanted(.callerWish, TestTenant.line(of: 1)), "told again")
    _ = try await world.endStream(joined.stream, of: joined.place, because: .left)
    let call = try await world.call(joined.place)
    #expect(call.ending?.cause == .closed && call.transfer?.outcome == .failed)
    #expect(try await world.pending(joined.place).isEmpty, "nothing is wanted of a carrier")
    #expect(try await world.live(joined.place) == nil)
  }

  @Test func `nobody of the tenant's can send the call elsewhere, and it goes on`() async throws {
    let world = try await World()
    let joined = try await join(in: world)
    let send = SendCall(store: world.store, carrier: nil, time: world.time)
    await #expect(throws: SendCall.Failure.noTelephone) {
      try await send(
        Self.id, SendCall.Order(.target(.outside(TestTenant.line(of: 2))), because: .callerWish), by: world.bearer,
        of: world.tenant)
    }
    #expect(try await world.call(joined.place).status == .inProgress)
    #expect(try await world.pending(joined.place).isEmpty)
  }

  @Test func `a receptionist who can't go on is named, and a line that broke too`() async throws {
    let world = try await World()
    _ = try await join(in: world)
    #expect(try await end(.left, in: world) == .broken)
    #expect(try await world.call(place(world)).ending?.cause == .streamLost)
    let other = try await World()
    _ = try await join(in: other)
    #expect(try await end(.lost, in: other) == .over)
    #expect(try await other.call(place(other)).ending?.cause == .streamLost)
  }

  @Test func `its leg is due to go once somebody ended the call or sent it on, and not before`() async throws {
    let world = try await World()
    let joined = try await join(in: world)
    let end = EndAppCall(store: world.store, time: world.time)
    #expect(try await !end.isDue(joined.place))
    _ = try await world.advance(.personWanted(.callerWish, nil), in: joined.place)
    #expect(try await !end.isDue(joined.place), "the receptionist says goodbye first")
    _ = try await world.end(.id(Self.id), of: world.tenant, because: .closed)
    #expect(try await end.isDue(joined.place))
  }

  @Test func `nobody records it, and nobody says so, whatever the company wants`() async throws {
    let world = try await RecordingDesk().world
    #expect(try await !join(in: world).isToRecord)
    #expect(
      try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
        try await scope.recording(Recording.ID(of: Self.id))
      } == nil)
  }

  @Test func `it comes in on the line that leads to the receptionist, else on the first`() async throws {
    let world = try await World()
    let lines = try ["+14155550171", "+14155550172", "+14155550173"].map { try #require(PhoneNumber($0)) }
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.removePhoneLine(TestTenant.line(of: 1))
      for line in lines { try await scope.save(PhoneLine(number: line, department: Identifier(1))) }
    }
    _ = try await begin(in: world)
    #expect(try await world.call(place(world)).dialled == lines[0])
    let other = try await World()
    try await other.store.transaction(for: other.tenant) { scope throws(StoreFailure) in
      try await scope.removePhoneLine(TestTenant.line(of: 1))
      for line in lines {
        try await scope.save(PhoneLine(number: line, department: line == lines[1] ? nil : Identifier(1)))
      }
    }
    _ = try await begin(in: other)
    #expect(try await other.call(place(other)).dialled == lines[1])
  }
}
