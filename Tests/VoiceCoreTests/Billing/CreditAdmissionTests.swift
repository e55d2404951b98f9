import Generators
import Testing
import VoiceCore

@Suite("Admission by credits")
struct CreditAdmissionTests {
  /// A company of which so many seconds are left.
  private func world(leaving left: Int, _ policy: LimitPolicy = .voicemail) async throws -> World {
    let world = try await World()
    var account = BillingAccount(atLimit: policy)
    let now = world.time.now()
    let hold = try #require(account.admit(at: now).credit.hold)
    _ = account.settle(hold, using: CallMetering(Call.ID(0xFFFF), seconds: account.plan.seconds - left), at: now)
    let made = account
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in try await scope.save(made) }
    return world
  }

  private func ledger(_ world: World) async throws -> CreditLedger {
    let account = try await ReadCredits(store: world.store, time: world.time).account(of: world.tenant)
    return try #require(account).ledger
  }

  private func events(_ world: World, _ place: CallPlace) async throws -> [String] {
    try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.facts(of: place.call).compactMap(\.fact.eventName)
    }
  }

  @Test func `a call takes a reserve, and gives back what it didn't use, however often it ends`() async throws {
    let world = try await world(leaving: 300)
    let joined = try await world.callInProgress()
    #expect(try await world.call(joined.place).credit?.hold?.seconds == 60)
    #expect(try await ledger(world).balances[.reserved] == 60)
    world.time.advance(by: .seconds(10))
    for cause in [Ending.Cause.hungUp, .streamLost] {
      _ = try await world.end(.id(joined.place.call), of: world.tenant, because: cause)
    }
    let balances = try await ledger(world).balances
    // The clock moves on by a microsecond with each look: the eleventh second has begun.
    #expect(balances[.reserved] == 0 && balances[.available] == 300 - 11 && balances.sum == 0)
  }

  @Test func `when nothing is left a caller can leave a message, which costs nothing`() async throws {
    let world = try await world(leaving: 0)
    guard case .onward(let onward) = try await world.answer(try world.announcement()) else {
      return #expect(Bool(false), "not sent on")
    }
    #expect(onward.act == .record)
    #expect(try await world.call(onward.place).credit == .turnedAway(.voicemail))
    world.time.advance(by: .seconds(30))
    _ = try await world.end(.id(onward.place.call), of: world.tenant, because: .hungUp)
    #expect(try await ledger(world).usage?.seconds == 60_000)
  }

  @Test func `or is refused, and so is an app, which can leave none`() async throws {
    let world = try await world(leaving: 0, .refuse)
    guard case .busy(let place) = try await world.answer(try world.announcement()) else {
      return #expect(Bool(false), "not refused")
    }
    #expect(try await world.call(place).status == .rejected)
    let other = try await self.world(leaving: 0)
    let app = AnswerApp(store: other.store, answer: other.answer)
    await #expect(throws: AnswerApp.Failure.busy) { try await app(CallPlace(tenant: other.tenant, call: Call.ID(77))) }
  }

  @Test func `who runs out in a call is warned with it and not cut`() async throws {
    let world = try await world(leaving: 5)
    let joined = try await world.callInProgress()
    world.time.advance(by: .seconds(100))
    #expect(try await world.call(joined.place).status == .inProgress)
    _ = try await world.end(.id(joined.place.call), of: world.tenant, because: .hungUp)
    #expect(try await events(world, joined.place).suffix(2) == ["call.ended", "credits.low"])
    let ledger = try await ledger(world)
    #expect(ledger.balances[.available] == 0 && ledger.usage?.overage == 96 && ledger.usage?.warned == [80, 100])
  }

  @Test func `a caller whom the node refuses takes nothing`() async throws {
    let world = try await world(leaving: 300)
    guard case .busy = try await world.answer(admission: Admission { .draining })(try world.announcement()) else {
      return #expect(Bool(false), "not refused")
    }
    #expect(try await ledger(world).balances[.reserved] == 0)
  }

  @Test func `a tenant without an account isn't metered`() async throws {
    let world = try await World()
    let older = TestTenant.plan(2)
    try await world.store.transaction(for: older.tenant.id) { scope throws(StoreFailure) in
      try await scope.save(older.tenant)
      for line in older.lines { try await scope.save(line) }
    }
    let announcement = AnswerCall.Announcement(
      carrierID: try #require(CarrierCallID("CA1")), caller: .withheld, dialled: TestTenant.line(of: 2))
    guard case .connect(_, let place) = try await world.answer(announcement) else {
      return #expect(Bool(false), "not taken")
    }
    #expect(try await world.call(place).credit == nil)
  }
}
