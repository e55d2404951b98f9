import Generators
import Testing
import VoiceCore

@Suite("Callers who wait for an agent")
struct WaitingTests {
  /// Where a caller stands, with the offer that a department makes unless it said otherwise.
  private static func place(_ number: Int) -> String {
    "You are number \(number) in line. Please hold. To be called back without losing your place, press 1."
  }

  @Test func `who comes first is told so, and is served first`() async throws {
    let office = try await CallDesk(agents: 0)
    let first = try await office.handOver("CA1")
    let second = try await office.handOver("CA2")
    #expect(first.words?.text == Self.place(1))
    #expect(second.words?.text == Self.place(2))
    #expect(try await office.waiting() == [first.place.call, second.place.call])
    try await office.sitDown(0)
    #expect(try await office.lap(second, 0, "CA2").act == .hold(again: Onward.lapTime))
    #expect(try await office.lap(first, 0, "CA1").act == .ring([CallDesk.id(0)], for: .seconds(20)))
    #expect(try await office.events(of: first.place) == ["call.routed", "queue.entered", "call.routed"])
  }

  @Test func `as many callers are served at once as agents are free, whoever asks first`() async throws {
    let office = try await CallDesk(agents: 0)
    let first = try await office.handOver("CA1")
    let second = try await office.handOver("CA2")
    let third = try await office.handOver("CA3")
    for agent in 0..<2 { try await office.sitDown(agent) }
    #expect(try await office.lap(third, 0, "CA3").act == .hold(again: Onward.lapTime))
    #expect(try await office.lap(second, 0, "CA2").act == .ring([CallDesk.id(1)], for: .seconds(20)))
    #expect(try await office.lap(first, 0, "CA1").act == .ring([CallDesk.id(0)], for: .seconds(20)))
    #expect(try await office.lap(third, 0, "CA3").act == .hold(again: Onward.lapTime))
  }

  @Test func `who comes while others wait doesn't overtake them, whoever is free`() async throws {
    let office = try await CallDesk(agents: 0)
    let first = try await office.handOver("CA1")
    for agent in 0..<2 { try await office.sitDown(agent) }
    let second = try await office.handOver("CA2")
    #expect(second.act == .ring([CallDesk.id(1)], for: .seconds(20)), "the first of the two is the first caller's")
    #expect(try await office.handOver("CA3").act == .hold(again: Onward.lapTime))
    #expect(try await office.lap(first, 0, "CA1").act == .ring([CallDesk.id(0)], for: .seconds(20)))
  }

  @Test func `a caller reserved for an agent who doesn't answer returns to where they stood`() async throws {
    let office = try await CallDesk(agents: 0)
    let first = try await office.handOver("CA1")
    try await office.sitDown(0)
    let ringing = try await office.lap(first)
    let second = try await office.handOver("CA2")
    #expect(try await office.waiting() == [second.place.call])
    try await office.pass(.seconds(21))
    let back = try await office.unanswered(ringing)
    #expect(back.words?.text == Self.place(1))
    #expect(try await office.waiting() == [first.place.call, second.place.call])
    #expect(try await office.condition(0) == .missed)
  }

  @Test func `who is answered has left the queue as served, once`() async throws {
    let office = try await CallDesk(agents: 0)
    let waiting = try await office.handOver()
    try await office.sitDown(0)
    let ringing = try await office.lap(waiting)
    try await office.take(ringing, by: 0)
    #expect(try await office.inQueue() == 0)
    #expect(try await office.report(.answered, at: ringing.turn) == .done)
    let exits = try await office.facts(of: waiting.place).compactMap { fact -> QueueExit? in
      if case .queueLeft(_, let exit) = fact { exit } else { nil }
    }
    #expect(exits == [.served])
  }

  @Test(arguments: [false, true])
  func `who hangs up has left the queue as abandoned, waiting or reserved`(_ isReserved: Bool) async throws {
    let office = try await CallDesk(agents: 0)
    var onward = try await office.handOver()
    if isReserved {
      try await office.sitDown(0)
      onward = try await office.lap(onward)
    }
    _ = try await office.end()
    #expect(try await office.inQueue() == 0)
    #expect(try await office.facts(of: onward.place).contains(.queueLeft(office.sales, .abandoned)))
    if isReserved { #expect(try await office.condition(0) == .available) }
  }

  @Test func `who has waited as long as they may leaves a message`() async throws {
    let route = try DepartmentRoute(
      department: Department.ID(1), limits: QueueLimits(longestWaitSeconds: 60))
    let office = try await CallDesk(agents: 0, route: route)
    let waiting = try await office.handOver()
    try await office.pass(.seconds(59))
    #expect(try await office.lap(waiting).act == .hold(again: Onward.lapTime))
    try await office.pass(.seconds(2))
    #expect(try await office.lap(waiting).act == .record)
    #expect(try await office.inQueue() == 0)
    #expect(try await office.facts(of: waiting.place).contains(.queueLeft(office.sales, .waitedTooLong)))
  }

  @Test func `a queue that is full sends on to its overflow`() async throws {
    let route = try DepartmentRoute(department: Department.ID(1), limits: QueueLimits(length: 1))
    let office = try await CallDesk(agents: 0, route: route)
    #expect(try await office.handOver("CA1").act == .hold(again: Onward.lapTime))
    #expect(try await office.handOver("CA2").act == .record)
  }

  @Test func `a department that is gone lets nobody wait for ever`() async throws {
    let office = try await CallDesk(agents: 0)
    let waiting = try await office.handOver()
    try await office.change { scope throws(StoreFailure) in
      try await scope.save(try Agent.anybody)
      try await scope.removeDepartment(Department.ID(1))
    }
    let customerService = office.world.plan.tenant.settings.customerService
    #expect(try await office.lap(waiting).act == .dial(customerService, for: .seconds(30)))
  }

  @Test func `a question from a stop that has passed is answered with what is now`() async throws {
    let office = try await CallDesk(agents: 0)
    let waiting = try await office.handOver()
    try await office.sitDown(0)
    let ringing = try await office.lap(waiting)
    #expect(try await office.lap(waiting) == ringing)
    _ = try await office.end()
    let keepWaiting = KeepWaiting(store: office.world.store, time: office.world.time)
    let lap = KeepWaiting.Lap(turn: waiting.turn, number: 3)
    #expect(try await keepWaiting(lap, of: try office.carrierID(), dialled: office.line) == nil)
  }
}

extension Agent {
  /// Somebody, so that the tenant has rules.
  fileprivate static var anybody: Agent {
    get throws(StoreFailure) {
      do {
        return try Agent(id: Agent.ID(99), name: "Anybody", departments: [Department.ID(7)])
      } catch { throw .corrupt }
    }
  }
}
