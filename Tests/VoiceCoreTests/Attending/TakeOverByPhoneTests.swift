import Generators
import Testing
import VoiceCore

@Suite("Taking a call over at a telephone")
struct TakeOverByPhoneTests {
  private static let user = User.ID(9)

  private static func takeOver(
    _ place: CallPlace, at number: PhoneNumber? = nil, of office: CallDesk, over carrier: Carrier?,
    by bearer: Bearer? = nil
  ) async throws -> TakeOverByPhone.Failure? {
    let takeOver = TakeOverByPhone(
      store: office.world.store, carrier: carrier, time: office.world.time, auditing: office.world.auditing)
    do throws(TakeOverByPhone.Failure) {
      try await takeOver(
        place.call, at: number, by: bearer ?? .user(user, .tenantAdmin, of: office.tenant), of: office.tenant)
      return nil
    } catch {
      return error
    }
  }

  private static func acts(of office: CallDesk) async throws -> [AuditAction] {
    try await office.world.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 10).map(\.entry.action)
    }
  }

  @Test func `the telephone that is named rings, the receptionist leaves, and twice is once`() async throws {
    let office = try await CallDesk()
    let carrier = Carrier()
    let number = try #require(PhoneNumber("+15550107777"))
    let place = try await office.world.callInProgress().place
    for _ in 1...2 { #expect(try await Self.takeOver(place, at: number, of: office, over: carrier) == nil) }
    let call = try await office.world.call(place)
    #expect(call.transfer?.reason == .operatorWish && call.transfer?.target == .outside(number))
    #expect(carrier.asked == ["anew CA1"])
    #expect(try await Self.acts(of: office) == [.takeOverCall])
    #expect(try await office.next().act == .dial(number, for: .seconds(30)))
  }

  @Test func `without a number it rings where whoever asks takes calls as an agent`() async throws {
    let office = try await CallDesk()
    let place = try await office.world.callInProgress().place
    #expect(try await Self.takeOver(place, of: office, over: nil) == .noTelephone)
    let agent = try Agent(id: CallDesk.id(0), user: Self.user, name: "Ann", departments: [office.sales])
    try await office.change { scope throws(StoreFailure) in try await scope.save(agent) }
    #expect(try await Self.takeOver(place, of: office, over: nil) == nil)
    #expect(try await office.next().act == .ring([agent.id], for: .seconds(20)))
  }

  @Test func `from a telephone nobody comes back to the receptionist, and nothing else is taken over there`()
    async throws
  {
    let office = try await CallDesk()
    let place = try await office.world.callInProgress().place
    let number = try #require(PhoneNumber("+15550107777"))
    let attend = AttendCall(store: office.world.store, time: office.world.time, auditing: office.world.auditing)
    let bearer = Bearer.user(Self.user, .tenantAdmin, of: office.tenant)
    for step in [Call.Floor.Step.join, .takeOver] {
      _ = try await attend(step, in: place.call, by: bearer, of: office.tenant)
    }
    #expect(try await Self.takeOver(place, at: number, of: office, over: nil) == nil, "from the voice to the telephone")
    await #expect(throws: AttendCall.Failure.tooLate) {
      try await attend(.handBack, in: place.call, by: bearer, of: office.tenant)
    }
    let other = PhoneNumber("+15550108888")
    #expect(try await Self.takeOver(place, at: other, of: office, over: nil) == .tooLate)
  }

  @Test func `only people who see the call take it over, and only while it runs`() async throws {
    let office = try await CallDesk()
    let place = try await office.world.callInProgress().place
    let number = try #require(PhoneNumber("+15550107777"))
    let key = Bearer.key(Identifier(3), Permission.keyScopes, of: office.tenant)
    #expect(try await Self.takeOver(place, at: number, of: office, over: nil, by: key) == .notAPerson)
    let supervisor = Bearer.user(Self.user, .supervisor, of: office.tenant)
    #expect(try await Self.takeOver(place, at: number, of: office, over: nil, by: supervisor) == .notFound)
    _ = try await office.world.end(.id(place.call), of: office.tenant, because: .hungUp)
    #expect(try await Self.takeOver(place, at: number, of: office, over: nil) == .tooLate)
    #expect(try await Self.acts(of: office).isEmpty)
  }
}
