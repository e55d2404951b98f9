import Generators
import Testing
import VoiceCore

@Suite("Where a call goes after the receptionist")
struct RoutedCallTests {
  @Test func `a tenant without rules has its numbers dialled as ever`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    try await world.advance(.personWanted(.callerWish, Department.ID(1)), in: place)
    let carrierID = try #require(CarrierCallID("CA1"))
    #expect(
      try await world.next(carrierID, dialled: world.plan.lines[0].number)
        == .dial(world.plan.departments[0].number, announcing: nil, place))
    #expect(try await world.call(place).course == nil)
  }

  @Test func `the department's agents ring, and are reserved for the call`() async throws {
    let office = try await CallDesk(agents: 2, route: DepartmentRoute(department: Department.ID(1), strategy: .all))
    let onward = try await office.handOver()
    #expect(onward.act == .ring([CallDesk.id(0), CallDesk.id(1)], for: .seconds(20)))
    #expect(try await office.condition(0) == .offered)
    #expect(try await office.condition(1) == .offered)
    #expect(try await office.events(of: onward.place) == ["call.routed"])
  }

  @Test func `however often the carrier asks, the same agents ring`() async throws {
    let office = try await CallDesk(agents: 3)
    let first = try await office.handOver()
    for _ in 1...3 { #expect(try await office.next() == first) }
    #expect(try await office.condition(1) == .available)
  }

  @Test func `each decision is kept with its reasons, and the call is the fold of its facts`() async throws {
    let office = try await CallDesk()
    let onward = try await office.handOver()
    let call = try await office.world.call(onward.place)
    var folded = Call(
      id: call.id, carrierID: call.carrierID, direction: call.direction, caller: call.caller, dialled: call.dialled,
      startedAt: call.startedAt, language: .english, credit: call.credit)
    let facts = try await office.facts(of: onward.place)
    folded.evolve(facts)
    #expect(folded == call)
    guard case .routed(let course, let reasons) = facts.last else {
      Issue.record("the last fact is the decision")
      return
    }
    #expect(course.turn == 1 && course.hops == 1 && course.department == office.sales)
    #expect(reasons.contains(.agentsAvailable(office.sales, count: 1)))
  }

  @Test func `who answers talks, has notes to write, and the call is over`() async throws {
    let office = try await CallDesk()
    let onward = try await office.handOver()
    try await office.take(onward, by: 0)
    #expect(try await office.condition(0) == .talking)
    #expect(try await office.report(.answered, at: onward.turn) == .done)
    #expect(try await office.condition(0) == .wrappingUp)
    #expect(try await office.world.pending(onward.place).isEmpty)
    #expect(try await office.world.call(onward.place).transfer?.outcome == .answered)
    try await office.pass(.seconds(31))
    #expect(try await office.condition(0) == .available)
  }

  @Test func `of several whose telephones ring one has the call and the others are free`() async throws {
    let office = try await CallDesk(agents: 3, route: DepartmentRoute(department: Department.ID(1), strategy: .all))
    let onward = try await office.handOver()
    try await office.take(onward, by: 1)
    try await office.take(onward, by: 2)
    #expect(try await office.condition(0) == .available)
    #expect(try await office.condition(1) == .talking)
    #expect(try await office.condition(2) == .available)
  }

  @Test func `who answered is known although nobody told us at the time`() async throws {
    let office = try await CallDesk()
    let onward = try await office.handOver()
    try await office.pass(.seconds(90))
    #expect(try await office.report(.answered, at: onward.turn) == .done)
    #expect(try await office.condition(0) == .wrappingUp)
  }

  @Test func `agents ring in turn, who lets it ring has missed it, and then the caller waits`() async throws {
    let office = try await CallDesk(agents: 2)
    let first = try await office.handOver()
    #expect(first.act == .ring([CallDesk.id(0)], for: .seconds(20)))
    try await office.pass(.seconds(21))
    let second = try await office.unanswered(first)
    #expect(second.act == .ring([CallDesk.id(1)], for: .seconds(20)))
    #expect(try await office.condition(0) == .missed)
    try await office.pass(.seconds(21))
    let third = try await office.unanswered(second)
    #expect(third.act == .hold(again: Onward.lapTime))
    #expect(try await office.condition(1) == .missed)
    #expect(try await office.inQueue() == 1)
  }

  @Test func `a report that comes twice, or about an earlier stop, changes nothing`() async throws {
    let office = try await CallDesk(agents: 2)
    let first = try await office.handOver()
    try await office.pass(.seconds(21))
    let second = try await office.unanswered(first)
    let before = try await office.facts(of: first.place).count
    #expect(try await office.report(.noAnswer, at: first.turn) == .onward(second))
    #expect(try await office.report(.answered, at: first.turn) == .onward(second))
    #expect(try await office.facts(of: first.place).count == before)
    #expect(try await office.condition(1) == .offered)
  }

  @Test func `who is busy on their telephone has declined, and may be offered the next call`() async throws {
    let office = try await CallDesk(agents: 2)
    let first = try await office.handOver()
    _ = try await office.report(.busy, at: first.turn)
    #expect(try await office.condition(0) == .available)
  }

  @Test func `a caller who hangs up while it rings leaves nobody reserved`() async throws {
    let office = try await CallDesk()
    let onward = try await office.handOver()
    #expect(try await office.end().hasEnded)
    #expect(try await office.condition(0) == .available)
    #expect(try await office.report(.noAnswer, at: onward.turn) == .done)
  }

  @Test func `a caller who hangs up in the conversation leaves the agent to their notes`() async throws {
    let office = try await CallDesk()
    let onward = try await office.handOver()
    try await office.take(onward, by: 0)
    let ended = try await office.end()
    #expect(try await office.condition(0) == .wrappingUp)
    #expect(CallDetailRecord(of: ended)?.transfer?.outcome == .answered)
    #expect(try await office.report(.answered, at: onward.turn) == .done)
  }

  @Test func `a department without agents and rules of its own has its telephone rung`() async throws {
    let office = try await CallDesk()
    let number = try #require(PhoneNumber("+15550109999"))
    try await office.change { scope throws(StoreFailure) in
      try await scope.save(Department(id: Department.ID(2), name: "workshop", number: number))
    }
    let onward = try await office.handOver(to: Department.ID(2))
    #expect(onward.act == .dial(number, for: .seconds(30)))
    #expect(try await office.unanswered(onward).act == .record)
  }

  @Test func `rules that lead in circles come to an end`() async throws {
    let sales = Department.ID(1)
    let service = Department.ID(2)
    let closed = try OpeningHours(zone: .utc, week: [:])
    let office = try await CallDesk(
      route: DepartmentRoute(department: sales, hours: closed, afterHours: .department(service)))
    let back = try DepartmentRoute(department: service, hours: closed, afterHours: .department(sales))
    let number = office.caller
    try await office.change { scope throws(StoreFailure) in
      try await scope.save(Department(id: service, name: "service", number: number))
      try await scope.save(back)
    }
    // A zone that isn't known counts as open, so the clocks are needed here.
    let world = office.world
    let answer = AnswerCall.Announcement(carrierID: try office.carrierID(), caller: .withheld, dialled: office.line)
    guard case .connect(let token, let place) = try await world.answer(answer) else { throw StoreFailure.notFound }
    _ = try await world.join(token: token, carrierCall: "CA1")
    try await world.advance(.personWanted(.callerWish, sales), in: place)
    let next = ContinueCall(
      store: world.store, time: world.time, tokens: world.tokens, zones: DeclaredTimeZones())
    guard case .onward(let onward) = try await next(try office.carrierID(), dialled: office.line) else {
      throw StoreFailure.notFound
    }
    #expect(onward.act == .record)
    #expect(try await world.call(place).course?.hops == RoutingPlan.maximumHops)
  }

  @Test func `a number that leads to a department never meets the receptionist`() async throws {
    let office = try await CallDesk()
    let line = PhoneLine(number: office.line, department: office.sales)
    try await office.change { scope throws(StoreFailure) in try await scope.save(line) }
    let announced = AnswerCall.Announcement(carrierID: try office.carrierID(), caller: .withheld, dialled: office.line)
    guard case .onward(let onward) = try await office.world.answer(announced) else { throw StoreFailure.notFound }
    #expect(onward.act == .ring([CallDesk.id(0)], for: .seconds(20)))
    #expect(try await office.world.answer(announced) == .onward(onward))
    try await office.take(onward, by: 0)
    #expect(try await office.world.call(onward.place).answeredAt != nil)
  }

  @Test func `after hours a call goes where the company says, and is answered there`() async throws {
    let office = try await CallDesk()
    let closed = try OpeningHours(zone: .utc, week: [:])
    try await office.change { scope throws(StoreFailure) in
      guard var tenant = try await scope.tenant() else { throw .notFound }
      tenant.settings.openingHours = closed
      tenant.settings.routing.afterHours = .voicemail(Department.ID(1))
      try await scope.save(tenant)
    }
    let world = office.world
    let answer = AnswerCall(
      store: world.store, time: world.time, ids: world.ids, tokens: world.tokens, admission: .open, desk: world.desk,
      zones: DeclaredTimeZones())
    let announced = AnswerCall.Announcement(carrierID: try office.carrierID(), caller: .withheld, dialled: office.line)
    guard case .onward(let onward) = try await answer(announced) else { throw StoreFailure.notFound }
    #expect(onward.act == .record)
    let call = try await world.call(onward.place)
    #expect(call.status == .inProgress && call.department == office.sales)
    guard case .routed(_, let reasons) = try await office.facts(of: onward.place).last else {
      Issue.record("the decision is kept")
      return
    }
    #expect(reasons.first == .hours(nil, .closed))
  }

  @Test func `an agent who is gone in the meantime holds nothing up`() async throws {
    let office = try await CallDesk()
    let onward = try await office.handOver()
    try await office.change { scope throws(StoreFailure) in try await scope.removeAgent(CallDesk.id(0)) }
    #expect(try await office.unanswered(onward).act == .hold(again: Onward.lapTime))
  }
}
