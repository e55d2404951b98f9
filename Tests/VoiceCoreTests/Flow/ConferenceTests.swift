import Generators
import Testing
import VoiceCore

@Suite("Bringing somebody into a talk")
struct ConferenceTests {
  /// A caller who talks with the first agent of sales, on a line that the carrier has told.
  private struct Talk {
    let office: CallDesk
    let carrier = Carrier()
    let place: CallPlace
    let turn: Int
    let outside: PhoneNumber

    init(agents: Int = 2, telling leg: String? = "CAhost") async throws {
      office = try await CallDesk(agents: agents)
      outside = try #require(PhoneNumber("+15550107777"))
      place = try await office.world.callInProgress().place
      _ = try await office.send(.agent(CallDesk.id(0)), place, over: Carrier())
      let onward = try await office.next()
      turn = onward.turn
      try await TakeCall(store: office.world.store, time: office.world.time)(
        place, by: CallDesk.id(0), turn: turn, on: try leg.map { try office.carrierID($0) })
      try await office.pass(.seconds(20))
    }

    func confer(_ target: RoutingTarget) async throws -> Call {
      try await office.send(target, place, .conference, over: carrier)
    }

    func failure(_ target: RoutingTarget) async throws -> SendCall.Failure? {
      do {
        _ = try await confer(target)
        return nil
      } catch let failure as SendCall.Failure { return failure }
    }

    var attend: AttendConference {
      AttendConference(store: office.world.store, carrier: carrier, time: office.world.time)
    }

    func next(_ leg: String = "CAhost") async throws -> AttendConference.Next {
      try await attend.next(for: try office.carrierID(leg), in: place, turn: turn + 1)
    }

    /// The host's line has rung.
    func rang(_ outcome: Transfer.Outcome, round: Int = 0, _ leg: String = "CAhost") async throws
      -> AttendConference.Next
    {
      try await attend.guestRang(
        outcome, inRound: round, on: try office.carrierID(leg), in: place, turn: turn + 1)
    }

    func left(_ leg: String) async throws { try await attend.left(try office.carrierID(leg), place) }

    func press(_ key: Character?, _ agent: Int?, on leg: String = "CAguest") async throws -> Bool {
      try await AskReceiver(store: office.world.store, carrier: carrier, time: office.world.time)(
        key.flatMap { DialKey($0) }, of: agent.map(CallDesk.id), on: try office.carrierID(leg), in: place,
        turn: turn + 1)
    }

    /// How both agents stand.
    var conditions: [AgentState.Condition] {
      get async throws { [try await office.condition(0), try await office.condition(1)] }
    }

    var call: Call { get async throws { try await office.world.call(place) } }

    var record: CallDetailRecord {
      get async throws {
        let record = try await office.world.store.read(for: office.tenant) { scope throws(StoreFailure) in
          try await scope.detailRecord(of: place.call)
        }
        return try #require(record)
      }
    }
  }

  private static func room(_ next: AttendConference.Next) -> Bool { if case .join = next { true } else { false } }

  @Test
  func `the host's line rings the guest, who sees the caller's number and is asked, while the caller is in the room`()
    async throws
  {
    let talk = try await Talk()
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    #expect(talk.carrier.asked == ["anew CAhost"])
    let host = try talk.office.carrierID("CAhost")
    #expect(try await !talk.office.world.pending(talk.place).contains(.bring(host)))
    guard case .ring(let onward, round: 0) = try await talk.next() else { throw StoreFailure.notFound }
    #expect(onward.act == .ring([CallDesk.id(1)], for: .seconds(20)) && onward.manner == .warm)
    // The number that the host's line bears is the caller's own.
    #expect(onward.showing == nil)
    // The end of the former talk's dial leads the caller to the room.
    guard case .onward(let caller) = try await talk.office.report(.answered, at: talk.turn),
      case .confer = caller.act
    else { throw StoreFailure.notFound }
    #expect(try await talk.conditions == [.talking, .offered])
  }

  @Test func `whoever takes it by key is brought into the room; all of them are in the record, and free at the end`()
    async throws
  {
    let talk = try await Talk()
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    _ = try await talk.next()
    let ask = AskReceiver(store: talk.office.world.store, time: talk.office.world.time)
    #expect(try await ask.words(for: talk.place, turn: talk.turn + 1) != nil)
    #expect(try await talk.press("1", 1))
    #expect(try await talk.press("1", 1))
    #expect(talk.carrier.asked == ["anew CAhost", "anew CAguest"])
    #expect(Self.room(try await talk.next("CAguest")))
    #expect(Self.room(try await talk.rang(.answered)))
    #expect(try await talk.office.condition(1) == .talking)
    let ended = try await talk.office.end()
    #expect(ended.ending?.cause == .hungUp && ended.transfer?.outcome == .answered)
    #expect(try await talk.record.participants == [.agent(CallDesk.id(0)), .agent(CallDesk.id(1))])
    #expect(try await talk.conditions == [.wrappingUp, .wrappingUp])
    // Late words about it change nothing.
    #expect(try await talk.next("CAguest") == .hangUp)
    try await talk.left("CAguest")
    #expect(try await talk.office.world.call(talk.place) == ended)
  }

  @Test(arguments: [("2", nil), (nil, nil), ("", Transfer.Outcome.busy), ("", .noAnswer), ("", .failed)])
  func `where nobody answers, or they refuse, the two go on talking`(key: String?, told: Transfer.Outcome?) async throws
  {
    let talk = try await Talk()
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    _ = try await talk.next()
    if told == nil { #expect(try await !talk.press(key?.first, 1)) }
    #expect(Self.room(try await talk.rang(told ?? .answered)))
    let call = try await talk.call
    #expect(!call.hasEnded && call.participants == [.agent(CallDesk.id(0))])
    #expect(try await talk.conditions.first == .talking)
    #expect(try await talk.conditions.last != .offered)
    // Told again, or by whom nothing is awaited any more, it is as it was.
    #expect(Self.room(try await talk.rang(.answered)))
    #expect(try await !talk.press("1", 1))
    #expect(try await talk.call == call)
  }

  @Test func `whoever of ours leaves lets the others go on; with the last of them the call is over`() async throws {
    let talk = try await Talk()
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    _ = try await talk.next()
    _ = try await talk.press("1", 1)
    for _ in 1...2 { try await talk.left("CAhost") }
    #expect(try await talk.conditions == [.wrappingUp, .talking])
    #expect(try await !talk.call.hasEnded)
    for _ in 1...2 { try await talk.left("CAguest") }
    #expect(try await talk.office.condition(1) == .wrappingUp)
    #expect(talk.carrier.asked == ["anew CAhost", "anew CAguest", "anew CA1"])
    #expect(try await talk.office.next().act == .hangUp)
  }

  @Test func `a host who leaves while the guest rings takes the guest along`() async throws {
    let talk = try await Talk()
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    _ = try await talk.next()
    try await talk.left("CAhost")
    #expect(try await talk.conditions == [.wrappingUp, .available])
    #expect(try await !talk.press("1", 1))
    #expect(try await talk.office.next().act == .hangUp)
  }

  @Test func `a telephone outside joins as agents do, and a department's agents ring by its rules`() async throws {
    let talk = try await Talk()
    _ = try await talk.confer(.outside(talk.outside))
    guard case .ring(let onward, round: 0) = try await talk.next() else { throw StoreFailure.notFound }
    #expect(onward.act == .dial(talk.outside, for: .seconds(30)))
    #expect(try await talk.press("1", nil))
    #expect(try await talk.call.participants == [.agent(CallDesk.id(0)), .number(talk.outside)])
    #expect(try await talk.failure(.agent(CallDesk.id(1))) == .full)
    let other = try await Talk(agents: 3)
    _ = try await other.confer(.department(other.office.sales))
    guard case .ring(let rings, _) = try await other.next(), case .ring(let agents, _) = rings.act else {
      throw StoreFailure.notFound
    }
    #expect(!agents.contains(CallDesk.id(0)))
  }

  @Test func `what can't be is refused: nobody free, nobody who talks, the same person, a loop, a queue`() async throws
  {
    let alone = try await Talk(agents: 1)
    #expect(try await alone.failure(.department(alone.office.sales)) == .nobodyFree)
    #expect(try await alone.failure(.agent(CallDesk.id(0))) == .refused(RefusedSetting("to", .loop)))
    #expect(try await alone.failure(.outside(alone.office.line)) == .refused(RefusedSetting("to", .loop)))
    #expect(
      try await alone.failure(.queue(alone.office.sales)) == .refused(RefusedSetting("mode", .malformed)))
    #expect(try await alone.failure(.agent(Agent.ID(404))) == .refused(RefusedSetting("to", .unknown)))
    #expect(alone.carrier.asked.isEmpty)
    let untold = try await Talk(telling: nil)
    #expect(try await untold.failure(.agent(CallDesk.id(1))) == .noTalk)
    _ = try await untold.office.end()
    #expect(try await untold.failure(.agent(CallDesk.id(1))) == .tooLate)
  }

  @Test func `a host whose line is over by then leaves nobody: the caller isn't kept in an empty room`() async throws {
    let talk = try await Talk()
    talk.carrier.set("CAhost", .over(.hungUp))
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    #expect(talk.carrier.asked == ["anew CAhost", "anew CA1"])
    #expect(try await talk.conditions == [.wrappingUp, .available])
    #expect(try await talk.office.next().act == .hangUp)
  }

  @Test func `what the carrier doesn't do at once is done later`() async throws {
    let talk = try await Talk()
    talk.carrier.failToAskAnew(.unavailable)
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    let wanted = Call.Intention.bring(try talk.office.carrierID("CAhost"))
    #expect(try await talk.office.world.pending(talk.place).contains(wanted))
    talk.office.world.time.advance(by: ResumeIntentions.handsOff)
    let resume = ResumeIntentions(store: talk.office.world.store, carrier: talk.carrier, time: talk.office.world.time)
    #expect(try await resume(of: talk.office.tenant).settled == 1)
    #expect(try await !talk.office.world.pending(talk.place).contains(wanted))
    #expect(talk.carrier.asked == ["anew CAhost", "anew CAhost"])
  }

  @Test func `who left without our hearing of it is missed when somebody looks`() async throws {
    let talk = try await Talk()
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    _ = try await talk.next()
    _ = try await talk.rang(.noAnswer)
    talk.carrier.set("CAhost", .over(.hungUp))
    let live = try await talk.office.world.store.read(for: talk.office.tenant) { scope throws(StoreFailure) in
      try await scope.liveCall(talk.place.call)
    }
    let rescue = RescueCall(store: talk.office.world.store, carrier: talk.carrier, time: talk.office.world.time)
    // As it is when the carrier has the caller.
    let seen = LiveCall(call: talk.place.call, holder: .carrier, since: talk.office.world.time.now())
    #expect(live != nil)
    try await talk.office.change { scope throws(StoreFailure) in try await scope.save(seen) }
    #expect(try await rescue(seen, of: talk.office.tenant) == .isHeld)
    #expect(try await talk.office.condition(0) == .wrappingUp)
    #expect(try await talk.office.next().act == .hangUp)
  }

  @Test func `a conference is left for another transfer, and all of ours are free`() async throws {
    let talk = try await Talk()
    _ = try await talk.confer(.agent(CallDesk.id(1)))
    _ = try await talk.next()
    _ = try await talk.press("1", 1)
    _ = try await talk.office.send(.outside(talk.outside), talk.place, over: talk.carrier)
    #expect(try await talk.conditions == [.wrappingUp, .wrappingUp])
    #expect(try await talk.next("CAhost") == .hangUp)
    #expect(try await talk.office.next().act == .dial(talk.outside, for: .seconds(30)))
  }
}

extension CallDesk {
  /// Somebody who may sends a call elsewhere.
  @discardableResult
  func send(
    _ target: RoutingTarget, _ place: CallPlace, _ mode: SendCall.Mode = .cold, over carrier: Carrier? = nil
  ) async throws -> Call {
    try await SendCall(store: world.store, carrier: carrier, time: world.time)(
      place.call, SendCall.Order(.target(target), because: .vip, mode),
      by: .user(User.ID(9), .tenantAdmin, of: tenant), of: tenant)
  }
}
