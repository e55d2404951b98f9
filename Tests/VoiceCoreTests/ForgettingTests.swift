import Generators
import Testing
import VoiceCore

@Suite("Forgetting and reading the log")
struct ForgettingTests {
  @Test func `what is forgotten ends at the first fact of a call that runs or ended later`() async throws {
    let world = try await World()
    let first = try await world.callInProgress().place
    try await end(first, in: world)
    let between = world.time.now()
    let running = try await call(world, "CA2")
    let last = try await call(world, "CA3")
    try await end(last, in: world)
    let all = try await facts(world)
    let forget = ForgetLog(store: world.store)
    #expect(try await forget(endedBefore: Timestamp(microseconds: 0), of: world.tenant) == 0)
    let count = all.prefix { $0.recorded.call == first.call }.count
    #expect(try await forget(endedBefore: between, of: world.tenant) == count)
    #expect(try await facts(world) == Array(all[count...]))
    // The running one holds what comes after it, too.
    #expect(try await forget(endedBefore: world.time.now(), of: world.tenant) == 0)
    try await end(running, in: world)
    let rest = try await facts(world).count
    #expect(try await forget(endedBefore: world.time.now(), of: world.tenant) == rest)
    #expect(try await facts(world) == [])
    #expect(try await world.call(first).hasEnded, "the call itself stays")
  }

  @Test func `more than one batch goes in one run`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let facts = Array(repeating: Call.Fact.metered(AIUsage()), count: ForgetLog.maximumFacts * 2)
    let (call, moment) = (try await world.call(place), world.time.now())
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: facts, intentions: [], at: moment)
    }
    try await end(place, in: world)
    let count = try await self.facts(world).count
    #expect(count > ForgetLog.maximumFacts * 2)
    #expect(try await ForgetLog(store: world.store)(endedBefore: world.time.now(), of: world.tenant) == count)
  }

  @Test func `events are read on from a name, and not from one that is forgotten or unknown`() async throws {
    let world = try await World()
    let first = try await world.callInProgress().place
    try await end(first, in: world)
    let read = ReadEvents(store: world.store)
    let bearer = Bearer.user(Identifier(1), .tenantAdmin, of: world.tenant)
    func page(after event: EventID?, of tenant: Tenant.ID? = nil, limit: Int = 2) async throws -> [EventID]? {
      try await read.page(for: bearer, of: tenant ?? world.tenant, after: event, limit: limit)?.events.map(\.id)
    }
    let all = try #require(try await page(after: nil, limit: 500))
    #expect(all.count > 2)
    #expect(try await page(after: all[0]) == Array(all[1...2]))
    #expect(try await page(after: all.last) == [])
    #expect(try await page(after: all[0], of: Identifier(77)) == nil)
    _ = try await ForgetLog(store: world.store)(endedBefore: world.time.now(), of: world.tenant)
    #expect(try await page(after: all[0]) == nil)
  }

  @Test func `an event's name is read back from its text, and from no other`() {
    let id = EventID(call: Identifier(0xAB), ordinal: 12)
    #expect(id.description == "00000000-0000-0000-0000-0000000000ab.12")
    #expect(EventID(id.description) == id)
    for text in [
      "", ".", "1.1", "\(id.call)", "\(id.call).", "\(id.call).0", "\(id.call).-1", "\(id.call).+1",
      "\(id.call).01", "\(id.call).1.1", "\(id.call).99999999999999999999",
    ] {
      #expect(EventID(text) == nil)
    }
  }

  private func call(_ world: World, _ name: String) async throws -> CallPlace {
    guard case .connect(let token, _) = try await world.answer(try world.announcement(name)) else {
      throw StoreFailure.notFound
    }
    return try await world.join(token: token, carrierCall: name).place
  }

  private func end(_ place: CallPlace, in world: World) async throws {
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
  }

  private func facts(_ world: World) async throws -> [LoggedFact] {
    try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.log(after: nil, limit: .max).facts
    }
  }
}
