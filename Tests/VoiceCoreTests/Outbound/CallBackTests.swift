import Generators
import Testing
import VoiceCore

@Suite("Calling back instead of holding the line")
struct CallBackTests {
  /// Two who wait, of whom the first has asked to be called back, and hung up.
  private static func desk() async throws -> (desk: CallingDesk, first: Onward, second: Onward) {
    let desk = try await CallingDesk(agents: 0)
    let first = try await desk.office.handOver("CA1")
    desk.world.time.advance(by: .seconds(5))
    let second = try await desk.office.handOver("CA2")
    let leaving = try await want(first, desk)
    #expect(leaving.act == .hangUp && leaving.words?.text.contains("call you back") == true)
    _ = try await desk.office.end("CA1")
    return (desk, first, second)
  }

  private static func want(_ onward: Onward, _ desk: CallingDesk, _ name: String = "CA1") async throws -> Onward {
    let want = WantCallBack(store: desk.world.store, time: desk.world.time)
    return try #require(
      try await want(at: onward.turn, of: try desk.office.carrierID(name), dialled: desk.office.line))
  }

  private static func resume(_ desk: CallingDesk) async throws {
    let callBack = CallBackInTurn(
      store: desk.world.store, dialOut: desk.dialOut, time: desk.world.time, ids: desk.world.ids)
    let resume = ResumeIntentions(
      store: desk.world.store, carrier: desk.carrier, dialOut: desk.dialOut, callBack: callBack, time: desk.world.time)
    _ = try await resume(of: desk.office.tenant)
  }

  private static func calledBack(_ desk: CallingDesk) async throws -> Call {
    let place = try #require(desk.exchange.orders.last).place
    return try await desk.world.call(place)
  }

  @Test func `who waits is told of the key, and keeps their place after hanging up`() async throws {
    let (desk, first, second) = try await Self.desk()
    #expect(first.callBackKey == CallBack.key && first.words?.text.contains("press 1") == true)
    #expect(try await desk.office.waiting() == [first.place.call, second.place.call])
    #expect(try await desk.world.call(first.place).status == .completed)
    // Nobody is free: nobody is called, and the other one waits on.
    try await Self.resume(desk)
    #expect(desk.exchange.orders.isEmpty)
    #expect(try await desk.office.lap(second, 0, "CA2").act == .hold(again: Onward.lapTime))
  }

  @Test func `when it is their turn they are called, and served before whoever came later`() async throws {
    let (desk, first, second) = try await Self.desk()
    try await desk.office.sitDown(0)
    // The free agent is theirs, not the next one's.
    #expect(try await desk.office.lap(second, 0, "CA2").act == .hold(again: Onward.lapTime))
    try await Self.resume(desk)
    let call = try await Self.calledBack(desk)
    #expect(call.direction == .outbound && call.caller == .number(desk.number) && call.dialled == desk.office.line)
    guard case .onward(let onward) = try await desk.pickUp(call) else { throw StoreFailure.notFound }
    #expect(onward.act == .ring([CallDesk.id(0)], for: .seconds(20)) && onward.showing == desk.number)
    #expect(try await desk.office.inQueue() == 2)
    try await desk.office.take(onward, by: 0)
    #expect(try await desk.office.inQueue() == 1)
    #expect(try await desk.world.pending(first.place) == [])
    #expect(try await desk.office.facts(of: first.place).contains(.queueLeft(desk.office.sales, .calledBack)))
    _ = try await desk.office.report(.answered, at: onward.turn, call.carrierID.text)
    _ = try await desk.office.end(call.carrierID.text)
    // One record for each of the two calls.
    #expect(try await desk.record(of: call)?.disposition == .completed)
    #expect(try await desk.record(of: try await desk.world.call(first.place)) != nil)
  }

  @Test func `who doesn't pick up holds nobody up, is tried again, and not for ever`() async throws {
    let (desk, first, second) = try await Self.desk()
    try await desk.office.sitDown(0)
    for number in 1...CallBack.maximumTries {
      try await Self.resume(desk)
      #expect(desk.exchange.orders.count == number)
      let call = try await Self.calledBack(desk)
      try await desk.hear(.over(.unanswered), of: call.carrierID, desk.spot(call))
      // Nothing more before the pause is over.
      try await Self.resume(desk)
      #expect(desk.exchange.orders.count == number)
      try await desk.office.pass(CallBack.pause)
    }
    try await Self.resume(desk)
    #expect(desk.exchange.orders.count == CallBack.maximumTries)
    #expect(try await desk.office.facts(of: first.place).contains(.queueLeft(desk.office.sales, .notReached)))
    #expect(try await desk.office.waiting() == [second.place.call])
    #expect(try await desk.world.pending(first.place) == [])
  }

  @Test func `while they are rung the agent serves the next one, and they come first after that`() async throws {
    let (desk, _, second) = try await Self.desk()
    try await desk.office.sitDown(0)
    try await Self.resume(desk)
    let ringing = try await desk.office.lap(second, 0, "CA2")
    #expect(ringing.act == .ring([CallDesk.id(0)], for: .seconds(20)))
    let third = try await desk.office.handOver("CA3")
    guard case .onward(let back) = try await desk.pickUp(try await Self.calledBack(desk)) else {
      throw StoreFailure.notFound
    }
    #expect(back.act == .hold(again: Onward.lapTime))
    #expect(try await desk.office.waiting() == [back.place.call, third.place.call])
  }

  @Test func `a withheld number, and a department that doesn't offer it, go on waiting`() async throws {
    let desk = try await CallingDesk(agents: 0)
    let route = try DepartmentRoute(department: desk.office.sales, offersCallBack: false)
    try await desk.office.change { scope throws(StoreFailure) in try await scope.save(route) }
    let waiting = try await desk.office.handOver("CA1")
    #expect(waiting.callBackKey == nil)
    let same = try await Self.want(waiting, desk)
    #expect(same.act == .hold(again: Onward.lapTime) && same.turn == waiting.turn)
    #expect(try await !desk.world.pending(waiting.place).contains(.callBack(desk.office.sales)))
  }

  @Test func `a place is kept for some hours, and a tenant's limits hold for calls back, too`() async throws {
    let (desk, first, _) = try await Self.desk()
    try await desk.allow(atOnce: 0)
    try await desk.office.sitDown(0)
    try await Self.resume(desk)
    #expect(desk.exchange.orders.isEmpty)
    desk.world.time.advance(by: CallBack.patience)
    try await Self.resume(desk)
    #expect(try await desk.office.facts(of: first.place).contains(.queueLeft(desk.office.sales, .waitedTooLong)))
  }

  @Test func `who picks up stands in the queue again, and the events say so`() async throws {
    let (desk, _, second) = try await Self.desk()
    try await desk.office.sitDown(0)
    try await Self.resume(desk)
    // The agent is taken meanwhile: whoever picks up waits where they waited.
    _ = try await desk.office.lap(second, 0, "CA2")
    let call = try await Self.calledBack(desk)
    guard case .onward(let back) = try await desk.pickUp(call) else { throw StoreFailure.notFound }
    #expect(try await desk.office.facts(of: back.place).contains(.queued(desk.office.sales)))
  }
}
