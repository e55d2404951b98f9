import Generators
import Testing
import VoiceCore

@Suite("Sending a call elsewhere")
struct SendCallTests {
  private static let outside = PhoneNumber("+15550107777")

  private static func send(
    _ target: RoutingTarget, _ place: CallPlace, of office: CallDesk, over carrier: Carrier?,
    because reason: TransferReason = .vip, by role: Role = .tenantAdmin
  ) async throws -> Call {
    let send = SendCall(store: office.world.store, carrier: carrier, time: office.world.time)
    return try await send(
      place.call, SendCall.Order(.target(target), because: reason),
      by: .user(User.ID(9), role, of: office.tenant), of: office.tenant)
  }

  private static func failure(_ work: () async throws -> Call) async throws -> SendCall.Failure? {
    do {
      _ = try await work()
      return nil
    } catch let failure as SendCall.Failure { return failure }
  }

  @Test func `who speaks with the receptionist is taken to a number outside`() async throws {
    let office = try await CallDesk()
    let carrier = Carrier()
    let outside = try #require(Self.outside)
    let place = try await office.world.callInProgress().place
    let call = try await Self.send(.outside(outside), place, of: office, over: carrier)
    #expect(call.status == .transferring && call.transfer?.reason == .vip)
    #expect(carrier.asked == ["anew CA1"])
    // The stream that the carrier closes is no caller who hung up.
    try await office.world.endStream(1, of: place, because: .stopped)
    #expect(try await !office.world.call(place).hasEnded)
    #expect(try await office.next().act == .dial(outside, for: .seconds(30)))
  }

  @Test func `a tenant without rules has its calls sent, too`() async throws {
    let world = try await World()
    let outside = try #require(Self.outside)
    let place = try await world.callInProgress().place
    let send = SendCall(store: world.store, carrier: nil, time: world.time)
    _ = try await send(
      place.call, SendCall.Order(.target(.outside(outside)), because: .vip),
      by: .user(User.ID(9), .tenantAdmin, of: world.tenant), of: world.tenant)
    let carrierID = try #require(CarrierCallID("CA1"))
    guard case .onward(let onward) = try await world.next(carrierID, dialled: world.plan.lines[0].number) else {
      throw StoreFailure.notFound
    }
    #expect(onward.act == .dial(outside, for: .seconds(30)))
  }

  @Test func `what the carrier doesn't do at once stays wanted until it does`() async throws {
    let office = try await CallDesk()
    let carrier = Carrier()
    carrier.failToAskAnew(.unavailable)
    let place = try await office.world.callInProgress().place
    _ = try await Self.send(.department(office.sales), place, of: office, over: carrier)
    #expect(try await office.world.pending(place).contains(.redirect))
    office.world.time.advance(by: ResumeIntentions.handsOff)
    let resume = ResumeIntentions(store: office.world.store, carrier: carrier, time: office.world.time)
    #expect(try await resume(of: office.tenant).settled == 1)
    #expect(try await !office.world.pending(place).contains(.redirect))
    #expect(carrier.asked == ["anew CA1", "anew CA1"])
  }

  @Test func `who waits is sent on, and leaves their place`() async throws {
    let office = try await CallDesk(agents: 0)
    let carrier = Carrier()
    let waiting = try await office.handOver()
    _ = try await Self.send(.voicemail(office.sales), waiting.place, of: office, over: carrier)
    #expect(try await office.inQueue() == 0 && carrier.asked.isEmpty)
    #expect(try await office.lap(waiting).act == .record)
    #expect(try await office.facts(of: waiting.place).contains(.queueLeft(office.sales, .sentOn)))
  }

  @Test func `who talks with an agent is sent on, and the agent has notes to write`() async throws {
    let office = try await CallDesk(agents: 2)
    let carrier = Carrier()
    let ringing = try await office.handOver()
    try await office.take(ringing, by: 0)
    _ = try await Self.send(.agent(CallDesk.id(1)), ringing.place, of: office, over: carrier)
    #expect(try await office.condition(0) == .wrappingUp)
    #expect(carrier.asked == ["anew CA1"])
    #expect(try await office.next().act == .ring([CallDesk.id(1)], for: .seconds(20)))
    // The former leg's end says nothing about the new one.
    _ = try await office.report(.answered, at: ringing.turn)
    #expect(try await office.condition(1) == .offered)
  }

  @Test func `nobody is sent to somebody who isn't there, nor after the end`() async throws {
    let office = try await CallDesk()
    let place = try await office.world.callInProgress().place
    for target in [RoutingTarget.agent(Agent.ID(404)), .department(Department.ID(404)), .receptionist] {
      let failure = try await Self.failure { try await Self.send(target, place, of: office, over: nil) }
      #expect(failure == .refused(RefusedSetting("to", .unknown)))
    }
    #expect(
      try await Self.failure { try await Self.send(.farewell, place, of: office, over: nil, by: .agent) } == .notFound)
    _ = try await office.end()
    #expect(try await Self.failure { try await Self.send(.farewell, place, of: office, over: nil) } == .tooLate)
  }
}
