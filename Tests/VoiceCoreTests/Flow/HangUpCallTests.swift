import Generators
import Testing
import VoiceCore

@Suite("Ending a call from our side")
struct HangUpCallTests {
  private static func hangUp(
    _ place: CallPlace, of office: CallDesk, over carrier: Carrier?, by role: Role = .tenantAdmin
  ) async throws -> Call {
    let hangUp = HangUpCall(store: office.world.store, carrier: carrier, time: office.world.time)
    return try await hangUp(place.call, by: .user(User.ID(9), role, of: office.tenant), of: office.tenant)
  }

  private static func record(_ place: CallPlace, of office: CallDesk) async throws -> CallDetailRecord {
    let record = try await office.world.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    return try #require(record)
  }

  @Test func `a call with the receptionist ends, twice is once, and its record says by whom`() async throws {
    let office = try await CallDesk()
    let carrier = Carrier()
    let place = try await office.world.callInProgress().place
    let ended = try await Self.hangUp(place, of: office, over: carrier)
    #expect(ended.status == .completed && ended.ending?.cause == .endedByStaff)
    office.world.time.advance(by: .seconds(5))
    #expect(try await Self.hangUp(place, of: office, over: carrier) == ended)
    #expect(carrier.asked == ["hangUp CA1"])
    #expect(try await Self.record(place, of: office).endedBy == AuditReference(.user, User.ID(9)))
    // The stream that the carrier closes, and its last word, are old news.
    try await office.world.endStream(1, of: place, because: .stopped)
    #expect(try await office.end().ending == ended.ending)
  }

  @Test func `who waits leaves the queue`() async throws {
    let office = try await CallDesk(agents: 0)
    let waiting = try await office.handOver()
    #expect(try await Self.hangUp(waiting.place, of: office, over: nil).status == .completed)
    #expect(try await office.inQueue() == 0)
    #expect(try await office.world.pending(waiting.place).contains(.hangUp))
  }

  @Test func `agents who ring are free, and who talks has notes to write`() async throws {
    let office = try await CallDesk(agents: 2)
    let ringing = try await office.handOver()
    _ = try await Self.hangUp(ringing.place, of: office, over: Carrier())
    #expect(try await office.condition(0) == .available)
    let second = try await office.handOver("CA2")
    guard case .ring(let agents, _) = second.act, let rung = agents.first else { throw StoreFailure.notFound }
    let number = rung == CallDesk.id(0) ? 0 : 1
    try await office.take(second, by: number)
    let ended = try await Self.hangUp(second.place, of: office, over: Carrier())
    #expect(try await office.condition(number) == .wrappingUp)
    #expect(ended.transfer?.outcome == .answered)
  }

  @Test func `a call to somebody outside ends`() async throws {
    let office = try await CallDesk(agents: 0)
    let outside = try #require(PhoneNumber("+15550107777"))
    let carrier = Carrier()
    let place = try await office.world.callInProgress().place
    _ = try await SendCall(store: office.world.store, carrier: carrier, time: office.world.time)(
      place.call, SendCall.Order(.target(.outside(outside)), because: .vip),
      by: .user(User.ID(9), .tenantAdmin, of: office.tenant), of: office.tenant)
    let dialled = try await office.next()
    _ = try await Self.hangUp(place, of: office, over: carrier)
    #expect(carrier.asked == ["anew CA1", "hangUp CA1"])
    // What the carrier then tells of the other leg changes nothing.
    #expect(try await office.report(.answered, at: dialled.turn) == .done)
    #expect(try await Self.record(place, of: office).cause == .endedByStaff)
  }

  @Test func `a carrier that doesn't answer is told again`() async throws {
    let office = try await CallDesk()
    let carrier = Carrier()
    carrier.fail(.unavailable)
    let place = try await office.world.callInProgress().place
    _ = try await Self.hangUp(place, of: office, over: carrier)
    #expect(try await office.world.pending(place) == [.hangUp])
    // Whoever asks again brings it about, without ending it again.
    _ = try await Self.hangUp(place, of: office, over: carrier)
    #expect(try await office.world.pending(place).isEmpty)
    #expect(carrier.asked == ["hangUp CA1", "hangUp CA1"])
  }

  @Test func `who may steer a call may end it, and for nobody else is it there`() async throws {
    let office = try await CallDesk(agents: 0)
    let place = try await office.handOver().place
    for role in [Role.agent, .supervisor] {
      await #expect(throws: StoreFailure.notFound) {
        try await Self.hangUp(place, of: office, over: nil, by: role)
      }
    }
    #expect(try await !office.world.call(place).hasEnded)
  }
}
