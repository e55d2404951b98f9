import Generators
import Testing
import VoiceCore

@Suite("Calling somebody")
struct PlaceCallTests {
  private static func other(_ last: Int) throws -> PhoneNumber { try #require(PhoneNumber("+1555010012\(last)")) }

  @Test func `somebody is rung once, from the tenant's line, and speaks with the receptionist`() async throws {
    let desk = try await CallingDesk()
    let call = try await desk.place()
    #expect(call.direction == .outbound && call.status == .initiated && call.carrierID.text == "CAout1")
    #expect(call.origin == .number(desk.office.line) && call.destination == .number(desk.number))
    #expect(desk.exchange.orders == [DialOrder(desk.spot(call), from: desk.office.line, to: desk.number)])
    #expect(try await desk.world.pending(desk.spot(call)) == [])
    try await desk.hear(.ringing, of: call.carrierID, desk.spot(call))
    #expect(try await desk.now(call).status == .ringing)
    guard case .connect(let token) = try await desk.pickUp(call) else { throw StoreFailure.notFound }
    _ = try await desk.world.join(token: token, carrierCall: "CAout1")
    #expect(try await desk.now(call).status == .inProgress)
    _ = try await desk.office.end("CAout1")
    let record = try #require(try await desk.record(of: call))
    #expect(record.direction == .outbound && record.disposition == .completed)
  }

  @Test func `the same order twice places one call`() async throws {
    let desk = try await CallingDesk()
    let first = try await desk.place()
    #expect(try await desk.place() == first)
    #expect(desk.exchange.orders.count == 1)
  }

  @Test func `whoever picks up is connected with an agent, who sees their number`() async throws {
    let desk = try await CallingDesk()
    let call = try await desk.place(PlaceCall.Order(to: desk.number, connecting: .agent(CallDesk.id(0))))
    guard case .onward(let onward) = try await desk.pickUp(call) else { throw StoreFailure.notFound }
    #expect(onward.act == .ring([CallDesk.id(0)], for: .seconds(20)) && onward.showing == desk.number)
    // The carrier asks again: the same answer, and nobody else rings.
    #expect(try await desk.pickUp(call) == .onward(onward))
  }

  @Test(arguments: [
    (Ending.Cause.unanswered, Call.Status.noAnswer), (.carrierFailed, .failed), (.hungUp, .noAnswer),
  ])
  func `a call that nobody picks up ends once, with one record`(
    cause: Ending.Cause, disposition: Call.Status
  ) async throws {
    let desk = try await CallingDesk()
    let call = try await desk.place()
    for _ in 1...2 { try await desk.hear(.over(cause), of: call.carrierID, desk.spot(call)) }
    #expect(try await desk.record(of: call)?.disposition == disposition)
    #expect(desk.told.all == ["outbound \(disposition.rawValue)"])
    #expect(try await desk.pickUp(call) == .hangUp)
  }

  @Test func `a number of somebody else's is no line, and our own number isn't called`() async throws {
    let desk = try await CallingDesk()
    let number = desk.number
    let stranger = try Self.other(1)
    #expect(
      await desk.failure { () throws(PlaceCall.Failure) in
        try await desk.place(PlaceCall.Order(to: number, from: stranger))
      } == .refused(RefusedSetting("from", .unknown)))
    #expect(
      await desk.failure { () throws(PlaceCall.Failure) in
        try await desk.place(PlaceCall.Order(to: desk.office.line))
      } == .refused(RefusedSetting("to", .loop)))
    #expect(
      await desk.failure { () throws(PlaceCall.Failure) in
        try await desk.place(PlaceCall.Order(to: number, connecting: .agent(Agent.ID(404))))
      } == .refused(RefusedSetting("connect_to", .unknown)))
    #expect(desk.exchange.orders.isEmpty)
  }

  @Test func `people call for their own departments, agents for themselves`() async throws {
    let desk = try await CallingDesk()
    let (number, sales) = (desk.number, desk.office.sales)
    try await desk.office.change { scope throws(StoreFailure) in
      try await scope.save(Membership(of: User.ID(7), in: sales))
      let agent = try? Agent(id: CallDesk.id(0), user: User.ID(8), name: "Agent 0", departments: [sales])
      if let agent { try await scope.save(agent) }
    }
    #expect(
      await desk.failure { () throws(PlaceCall.Failure) in
        try await desk.place(PlaceCall.Order(to: number), by: .supervisor, user: 7)
      } == .refused(RefusedSetting("department", .unknown)))
    #expect(
      try await desk.place(PlaceCall.Order(to: number, for: sales), by: .supervisor, user: 7).department == sales)
    #expect(
      await desk.failure { () throws(PlaceCall.Failure) in
        try await desk.place(PlaceCall.Order(to: number), as: 0xC2, by: .agent, user: 8)
      } == .refused(RefusedSetting("connect_to", .unknown)))
    let own = PlaceCall.Order(to: try Self.other(2), connecting: .agent(CallDesk.id(0)))
    #expect(try await desk.place(own, as: 0xC3, by: .agent, user: 8).connectsTo == .agent(CallDesk.id(0)))
  }

  @Test func `a tenant places so many calls at once, and again when one has ended`() async throws {
    let desk = try await CallingDesk()
    try await desk.allow(atOnce: 1)
    let first = try await desk.place()
    let order = PlaceCall.Order(to: try Self.other(1))
    #expect(
      await desk.failure { () throws(PlaceCall.Failure) in try await desk.place(order, as: 0xC2) }
        == .limited(.atOnce(1)))
    try await desk.hear(.over(.unanswered), of: first.carrierID, desk.spot(first))
    _ = try await desk.place(order, as: 0xC2)
    #expect(desk.exchange.orders.count == 2)
  }

  @Test func `when the credits are spent nobody is called, and the order may come again`() async throws {
    let desk = try await CallingDesk()
    var spent = BillingAccount()
    // Each takes a minute of the thousand.
    for _ in 1...1000 { _ = spent.admit(at: desk.world.time.now()) }
    let (kept, more) = (spent, BillingAccount())
    try await desk.world.store.transaction(for: desk.office.tenant) { scope throws(StoreFailure) in
      try await scope.save(kept)
    }
    #expect(await desk.failure { () throws(PlaceCall.Failure) in try await desk.place() } == .noCredits)
    #expect(desk.exchange.orders.isEmpty)
    try await desk.world.store.transaction(for: desk.office.tenant) { scope throws(StoreFailure) in
      try await scope.save(more)
    }
    #expect(try await desk.place().credit?.hold?.seconds == 60)
  }

  @Test func `so many calls begin in a minute, and a number isn't called twice at once`() async throws {
    let desk = try await CallingDesk()
    try await desk.allow(perMinute: 1)
    _ = try await desk.place()
    desk.world.time.advance(by: .seconds(20))
    let order = PlaceCall.Order(to: try Self.other(1))
    let refused = await desk.failure { () throws(PlaceCall.Failure) in try await desk.place(order, as: 0xC2) }
    guard case .limited(.perMinute(1, let span)) = refused else { throw StoreFailure.notFound }
    // Each look at the clock moves it on a little.
    #expect((.seconds(39)...(.seconds(40))).contains(span))
    #expect(
      await desk.failure { () throws(PlaceCall.Failure) in try await desk.place(as: 0xC2) } == .limited(.sameNumber))
    desk.world.time.advance(by: .seconds(40))
    _ = try await desk.place(order, as: 0xC2)
  }
}
