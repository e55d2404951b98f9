import Generators
import Testing
import VoiceCore

@Suite("Screened calls")
struct ScreenedCallTests {
  private static func number(_ text: String = "+15550100150") throws -> PhoneNumber { try #require(PhoneNumber(text)) }

  private static func world(_ rules: SpamRule...) async throws -> World {
    let world = try await World()
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      for rule in rules { try await scope.save(rule) }
    }
    return world
  }

  private static func challenged() async throws -> World {
    try await world(SpamRule(id: Identifier(1), sign: .number(try number()), action: .challenge))
  }

  private static func press(_ key: Character?, _ attempt: Int, in world: World) async throws -> AnswerChallenge.Answer {
    try await world.challenge(
      AnswerChallenge.Pressed(key.flatMap(DialKey.init), attempt: attempt),
      in: try #require(CarrierCallID("CA1")), dialled: TestTenant.line(of: 1))
  }

  private static func ask(_ world: World) async throws -> (KeyQuestion, CallPlace) {
    let answer = try await world.answer(try world.announcement(from: .number(try number())))
    guard case .challenge(let question, let place) = answer else { throw StoreFailure.notFound }
    return (question, place)
  }

  private static func review(_ place: CallPlace, in world: World) async throws -> SpamReview? {
    try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.spamReview(of: place.call)
    }
  }

  // MARK: Challenge

  @Test func `a challenged caller who presses the key talks with the receptionist, and the call is reviewed`()
    async throws
  {
    let world = try await Self.challenged()
    let (question, place) = try await Self.ask(world)
    #expect(question.key.character == "7" && question.attempt == 1)
    // Announced again, the same question is asked, and no try is lost.
    #expect(try await Self.ask(world).0 == question)
    guard case .connect(let token, place) = try await Self.press("7", 1, in: world) else {
      return #expect(Bool(false), "not connected")
    }
    #expect(try await world.join(token: token, carrierCall: "CA1").place == place)
    #expect(try await world.call(place).screening?.action == .challenge)
    #expect(try await Self.review(place, in: world)?.state == .open)
  }

  @Test func `who misses every try is rejected as by a block`() async throws {
    let world = try await Self.challenged()
    let (question, place) = try await Self.ask(world)
    #expect(question.attempt == 1)
    guard case .ask(let again, place) = try await Self.press("1", 1, in: world) else {
      return #expect(Bool(false), "not asked again")
    }
    #expect(again.attempt == 2 && again.key == question.key)
    // The same try again, and the right key in a try that is over, count for nothing.
    #expect(try await Self.press("7", 1, in: world) == .ask(again, place))
    #expect(try await Self.press(nil, 2, in: world) == .reject(.english, place))
    #expect(try await world.call(place).status == .rejected)
    #expect(try await Self.press("7", 3, in: world) == .over)
    guard case .rejected = try await world.answer(try world.announcement(from: .number(try Self.number()))) else {
      return #expect(Bool(false), "not rejected")
    }
  }

  @Test func `of three tries the third may be the right one`() async throws {
    for last in ["7", "8"] as [Character] {
      let world = try await Self.challenged()
      let desk = ScreeningDesk(store: world.store, chance: Chance { 6 }, tries: 3)
      let answer = AnswerCall(
        store: world.store, time: world.time, ids: world.ids, tokens: world.tokens, admission: .open, desk: desk)
      guard
        case .challenge(let question, let place) = try await answer(
          try world.announcement(from: .number(try Self.number())))
      else { return #expect(Bool(false), "not challenged") }
      for attempt in 1...2 {
        guard case .ask(let next, place) = try await Self.press("1", attempt, in: world) else {
          return #expect(Bool(false), "not asked again")
        }
        #expect(next.attempt == attempt + 1 && next.key == question.key)
      }
      let outcome = try await Self.press(last, 3, in: world)
      if last == "7" {
        guard case .connect = outcome else { return #expect(Bool(false), "not connected") }
      } else {
        #expect(outcome == .reject(.english, place))
      }
      #expect(try await world.call(place).hasEnded == (last != "7"))
    }
  }

  @Test func `a caller who says nothing has missed as one who presses another key`() async throws {
    let world = try await Self.challenged()
    let place = try await Self.ask(world).1
    guard case .ask = try await Self.press(nil, 1, in: world) else { return #expect(Bool(false), "not asked again") }
    #expect(try await Self.press(nil, 2, in: world) == .reject(.english, place))
  }

  @Test func `who hangs up while a key is asked for has ended the call, and a key after that means nothing`()
    async throws
  {
    let world = try await Self.challenged()
    let place = try await Self.ask(world).1
    #expect(try await world.end(.id(place.call), of: place.tenant, because: .hungUp).isFirst)
    #expect(try await Self.press("7", 1, in: world) == .over)
    #expect(try await world.call(place).status == .noAnswer)
    let record = try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record != nil)
  }

  @Test func `a challenged call gets no stream before the key`() async throws {
    let world = try await Self.challenged()
    _ = try await Self.ask(world)
    #expect(try await world.next(try #require(CarrierCallID("CA1")), dialled: TestTenant.line(of: 1)) == .hangUp)
  }

  @Test func `a key for a call that was never challenged means nothing`() async throws {
    let world = try await World()
    _ = try await world.callInProgress()
    #expect(try await Self.press("7", 1, in: world) == .over)
    #expect(
      try await world.challenge(
        .init(nil, attempt: 1), in: try #require(CarrierCallID("CA9")), dialled: TestTenant.line(of: 1)) == .over)
  }

  // MARK: Allow-list

  @Test func `whoever is on the allow-list is let through, whatever rules, history and words say`() async throws {
    let number = try Self.number()
    let signs: [SpamRule.Sign] = [
      .number(number), .prefix(try #require(NumberPrefix("+1"))), .keyword(try #require(Keyword("prize"))),
      .repeatedCalls(try #require(RepeatedCalls(atLeast: 2, withinSeconds: 60))),
      .reports(try #require(CallerReports(atLeast: 1))),
    ]
    let world = try await World()
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      for (index, sign) in signs.enumerated() {
        try await scope.save(SpamRule(id: Identifier(UInt128(index + 1)), sign: sign))
      }
    }
    _ = try await world.reportSpam(.init(.number(number)), by: world.bearer, in: world.tenant)
    guard case .rejected = try await world.answer(try world.announcement("CA1", from: .number(number))) else {
      return #expect(Bool(false), "not rejected")
    }
    let allowList = ChangeAllowList(store: world.store, ids: world.ids, auditing: world.auditing)
    _ = try await allowList.allow(number, by: world.bearer, in: world.tenant)
    guard
      case .connect(let token, let place) = try await world.answer(
        try world.announcement("CA2", from: .number(number)))
    else { return #expect(Bool(false), "not answered") }
    _ = try await world.join(token: token, carrierCall: "CA2")
    var listening = try await world.screen.listen(in: place)
    let isNews = listening.hear("You won a prize")
    #expect(!isNews && listening.verdict.isAllowListed)
    #expect(try await Self.review(place, in: world) == nil)
  }

  // MARK: Speech

  private static func keyword(_ id: UInt128, _ text: String, _ action: SpamAction) throws -> SpamRule {
    SpamRule(id: Identifier(id), sign: .keyword(try #require(Keyword(text))), action: action, weight: 10)
  }

  @Test func `what is said can flag a call, and then end it`() async throws {
    let world = try await Self.world(try Self.keyword(1, "warranty", .challenge), try Self.keyword(2, "prize", .block))
    let place = try await world.callInProgress().place
    var listening = try await world.screen.listen(in: place)
    let isNews = listening.hear("Good morning")
    #expect(!isNews)
    let isChallenging = listening.hear("About your warranty …")
    #expect(isChallenging)
    #expect(try await world.screen.report(listening, noting: [], in: place) == false)
    #expect(try await world.call(place).status == .inProgress)
    #expect(try await Self.review(place, in: world)?.verdict.action == .challenge)
    let isBlocking = listening.hear("You won a prize")
    #expect(isBlocking)
    let words = DialogueNote.spoken(Utterance(.caller, "You won a prize", at: world.time.now()))
    #expect(try await world.screen.report(listening, noting: [words], in: place))
    let call = try await world.call(place)
    #expect(call.ending?.cause == .spam && call.status == .completed && call.screening?.reasons.count == 2)
    #expect(try await world.pending(place) == [.hangUp])
    // Told again, it is over already.
    #expect(try await world.screen.report(listening, noting: [], in: place))
    #expect(try await world.pending(place) == [.hangUp])
  }

  // MARK: Memory

  @Test func `the third call within the time is one too many`() async throws {
    let sign = SpamRule.Sign.repeatedCalls(try #require(RepeatedCalls(atLeast: 3, withinSeconds: 60)))
    let world = try await Self.world(SpamRule(id: Identifier(1), sign: sign, action: .block))
    func call(_ name: String) async throws -> Bool {
      if case .rejected = try await world.answer(try world.announcement(name, from: .number(try Self.number()))) {
        return true
      }
      return false
    }
    #expect(try await call("CA1") == false)
    #expect(try await call("CA1") == false)
    #expect(try await call("CA2") == false)
    #expect(try await call("CA3"))
    world.time.advance(by: .seconds(61))
    #expect(try await call("CA4") == false)
    // Callers of long ago are forgotten when others call.
    world.time.advance(by: .seconds(2 * 86_400))
    let other = try Self.number("+15550100151")
    _ = try await world.answer(try world.announcement("CA5", from: .number(other)))
    let known = try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.callerTracks(before: world.time.now(), limit: 10).map(\.number)
    }
    #expect(known == [other])
  }

  @Test func `a rule of this moment holds for the next call`() async throws {
    let world = try await World()
    let caller = Caller.number(try Self.number())
    guard case .connect = try await world.answer(try world.announcement("CA1", from: caller)) else {
      return #expect(Bool(false), "not answered")
    }
    let (rules, bearer) = (world.rules, world.bearer)
    let rule = try await rules.make(.init(.number(try Self.number())), by: bearer, in: world.tenant)
    guard case .rejected = try await world.answer(try world.announcement("CA2", from: caller)) else {
      return #expect(Bool(false), "not rejected")
    }
    try await rules.remove(rule.id, by: bearer, in: world.tenant)
    guard case .connect = try await world.answer(try world.announcement("CA3", from: caller)) else {
      return #expect(Bool(false), "not answered again")
    }
    await #expect(throws: ScreeningFailure.notFound) {
      try await rules.remove(rule.id, by: bearer, in: world.tenant)
    }
    let told = try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(before: nil, limit: 10).map(\.entry.action)
    }
    #expect(told == [.changeScreening, .changeScreening], "each change is in the audit log, a refused one isn't")
  }
}
