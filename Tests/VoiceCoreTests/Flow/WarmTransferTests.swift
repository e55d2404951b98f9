import Generators
import Testing
import VoiceCore

@Suite("Handing a caller over warmly")
struct WarmTransferTests {
  private static func send(
    _ target: RoutingTarget, _ place: CallPlace, of office: CallDesk, over carrier: Carrier = Carrier()
  ) async throws {
    let send = SendCall(store: office.world.store, carrier: carrier, time: office.world.time)
    _ = try await send(
      place.call, SendCall.Order(.target(target), because: .vip, .warm),
      by: .user(User.ID(9), .tenantAdmin, of: office.tenant), of: office.tenant)
  }

  private static func ask(_ office: CallDesk) -> AskReceiver {
    AskReceiver(store: office.world.store, time: office.world.time)
  }

  /// What the agent answers when asked.
  private static func press(_ key: Character?, _ agent: Int?, _ onward: Onward, _ office: CallDesk) async throws -> Bool
  {
    try await ask(office)(
      key.flatMap { DialKey($0) }, of: agent.map(CallDesk.id), on: try office.carrierID("CAleg"), in: onward.place,
      turn: onward.turn)
  }

  @Test func `whoever picks up hears who calls, why and what was said, and takes the caller by key`() async throws {
    let office = try await CallDesk(agents: 1)
    let place = try await office.world.callInProgress().place
    let now = office.world.time.now()
    try await office.change { scope throws(StoreFailure) in
      try await scope.append(
        [Utterance(.caller, "[key 1]", at: now), Utterance(.caller, "My invoice is wrong", at: now)], to: place.call)
    }
    try await Self.send(.agent(CallDesk.id(0)), place, of: office)
    let ringing = try await office.next()
    #expect(ringing.act == .ring([CallDesk.id(0)], for: .seconds(20)) && ringing.manner == .warm)
    let words = try #require(try await Self.ask(office).words(for: ringing.place, turn: ringing.turn))
    #expect(words.text.contains("My invoice is wrong") && words.text.contains("an important caller"))
    #expect(words.text.contains("withheld number") && !words.text.contains("[key"))
    #expect(try await office.condition(0) == .offered)
    #expect(try await Self.press("1", 0, ringing, office))
    #expect(try await office.condition(0) == .talking)
    #expect(try await office.report(.answered, at: ringing.turn) == .done)
    #expect(try await office.world.call(place).transfer?.outcome == .answered)
  }

  @Test func `who waits and isn't taken is back at the place they had`() async throws {
    let office = try await CallDesk(agents: 0)
    let first = try await office.handOver("CA1")
    office.world.time.advance(by: .seconds(5))
    _ = try await office.handOver("CA2")
    try await office.sitDown(3)
    try await Self.send(.agent(CallDesk.id(3)), first.place, of: office)
    let ringing = try await office.lap(first)
    #expect(ringing.manner == .warm && ringing.act == .ring([CallDesk.id(3)], for: .seconds(20)))
    #expect(try await office.waiting().count == 1)
    #expect(try await !Self.press("2", 3, ringing, office))
    #expect(try await office.condition(3) == .available)
    // The carrier calls a leg that was picked up completed, whether or not the two were joined.
    guard case .onward(let back) = try await office.report(.answered, at: ringing.turn) else {
      throw StoreFailure.notFound
    }
    #expect(back.act == .hold(again: Onward.lapTime) && back.manner == .cold)
    #expect(try await office.waiting().first == first.place.call)
    #expect(try await office.inQueue() == 2)
  }

  @Test func `who talks with an agent goes back to them`() async throws {
    let office = try await CallDesk(agents: 2)
    let ringing = try await office.handOver()
    try await office.take(ringing, by: 0)
    try await Self.send(.agent(CallDesk.id(1)), ringing.place, of: office)
    let asking = try await office.next()
    #expect(asking.act == .ring([CallDesk.id(1)], for: .seconds(20)))
    let back = try await office.unanswered(asking)
    #expect(back.act == .ring([CallDesk.id(0)], for: .seconds(20)) && back.manner == .cold)
  }

  @Test func `a telephone outside has the caller by key, too, and not by picking up`() async throws {
    let office = try await CallDesk(agents: 1)
    let outside = try #require(PhoneNumber("+15550107777"))
    for isTaken in [true, false] {
      let name = isTaken ? "CA1" : "CA2"
      let ringing = try await office.handOver(name)
      try await office.take(ringing, by: 0)
      try await Self.send(.outside(outside), ringing.place, of: office)
      let asking = try await office.next(name)
      #expect(asking.act == .dial(outside, for: .seconds(30)) && asking.manner == .warm)
      #expect(try await Self.press(isTaken ? "1" : nil, nil, asking, office) == isTaken)
      let next = try await office.report(.answered, at: asking.turn, name)
      if isTaken {
        #expect(next == .done)
      } else {
        guard case .onward(let back) = next else { throw StoreFailure.notFound }
        #expect(back.act == .ring([CallDesk.id(0)], for: .seconds(20)))
      }
      _ = try await office.end(name)
    }
  }

  @Test func `a caller who is gone is nobody's, and a machine can't be asked`() async throws {
    let office = try await CallDesk(agents: 1)
    let place = try await office.world.callInProgress().place
    await #expect(throws: SendCall.Failure.refused(RefusedSetting("mode", .malformed))) {
      try await Self.send(.voicemail(nil), place, of: office)
    }
    try await Self.send(.agent(CallDesk.id(0)), place, of: office)
    let ringing = try await office.next()
    _ = try await office.end()
    #expect(try await Self.ask(office).words(for: ringing.place, turn: ringing.turn) == nil)
    #expect(try await !Self.press("1", 0, ringing, office))
    #expect(try await office.condition(0) == .available)
  }

  @Test func `a call that is sent on coldly afterwards asks nobody`() async throws {
    let office = try await CallDesk(agents: 2)
    let ringing = try await office.handOver()
    try await office.take(ringing, by: 0)
    try await Self.send(.agent(CallDesk.id(1)), ringing.place, of: office)
    let send = SendCall(store: office.world.store, carrier: Carrier(), time: office.world.time)
    _ = try await send(
      ringing.place.call, SendCall.Order(.target(.agent(CallDesk.id(0))), because: .vip),
      by: .user(User.ID(9), .tenantAdmin, of: office.tenant), of: office.tenant)
    #expect(try await office.next().manner == .cold)
  }
}
