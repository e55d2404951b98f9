import Generators
import Testing
import VoiceCore

@Suite("Reviews of suspected calls")
struct ReviewTests {
  private let bearer = Bearer.user(Identifier(1), .supervisor, of: Identifier(1))

  private func flagged(from caller: Caller) async throws -> (World, CallPlace) {
    let world = try await World()
    let keyword = SpamRule.Sign.keyword(try #require(Keyword("warranty")))
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.save(SpamRule(id: Identifier(1), sign: keyword, action: .flag, weight: 15))
    }
    var announced = try world.announcement("CA1", from: caller)
    announced = .init(
      carrierID: announced.carrierID, caller: caller, callerName: "Warranty dept", dialled: announced.dialled)
    guard case .connect(_, let place) = try await world.answer(announced) else { throw StoreFailure.notFound }
    return (world, place)
  }

  private func judge(_ judgement: SpamReview.Judgement, _ place: CallPlace, in world: World) async throws {
    let review = try await JudgeReview(store: world.store, time: world.time)(
      judgement, on: place.call, by: bearer, in: place.tenant)
    #expect(review.judged?.judgement == judgement && review.state == .judged)
  }

  private func verdict(on caller: Caller, in world: World) async throws -> ScreeningVerdict {
    try await CheckSpam(store: world.store, desk: world.desk)(ScreeningSample(caller: caller), in: world.tenant)
  }

  private func weight(_ id: UInt128, in world: World) async throws -> Int? {
    try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.spamRule(Identifier(id))?.weight
    }
  }

  @Test func `a number judged as spam is blocked from then on, and a second look undoes it`() async throws {
    let caller = Caller.number(try #require(PhoneNumber("+15550100150")))
    let (world, place) = try await flagged(from: caller)
    #expect(try await verdict(on: caller, in: world).action == .allow)
    for _ in 1...2 { try await judge(.spam, place, in: world) }
    #expect(try await verdict(on: caller, in: world).action == .block)
    try await judge(.notSpam, place, in: world)
    #expect(try await verdict(on: caller, in: world).isAllowListed)
    try await judge(.spam, place, in: world)
    #expect(try await verdict(on: caller, in: world).action == .block)
  }

  @Test func `a judgement on a withheld number moves the weights of what matched`() async throws {
    let (world, place) = try await flagged(from: .withheld)
    try await judge(.spam, place, in: world)
    #expect(try await weight(1, in: world) == 25)
    try await judge(.spam, place, in: world)
    #expect(try await weight(1, in: world) == 25)
    try await judge(.notSpam, place, in: world)
    #expect(try await weight(1, in: world) == 15)
  }

  @Test func `a judgement on a rule that was removed passes it over`() async throws {
    let (world, place) = try await flagged(from: .withheld)
    try await world.rules.remove(Identifier(1), by: bearer, in: world.tenant)
    try await judge(.spam, place, in: world)
    #expect(try await weight(1, in: world) == nil)
  }

  @Test func `a call that isn't reviewed can't be judged`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    await #expect(throws: ScreeningFailure.notFound) {
      try await JudgeReview(store: world.store, time: world.time)(.spam, on: place.call, by: bearer, in: place.tenant)
    }
  }

  @Test func `a report opens a review and counts in the caller's reputation`() async throws {
    let world = try await World()
    let caller = try #require(PhoneNumber("+15550100150"))
    let rule = SpamRule.Sign.reports(try #require(CallerReports(atLeast: 2)))
    _ = try await world.rules.make(.init(), sign: rule, by: bearer, in: world.tenant)
    guard case .connect(_, let place) = try await world.answer(try world.announcement("CA1", from: .number(caller)))
    else { return #expect(Bool(false), "not answered") }
    let report = ReportSpam(store: world.store, time: world.time, ids: world.ids)
    let first = try await report(.call(place.call), note: "sells cruises", by: bearer, in: world.tenant)
    #expect(first.number == caller && first.reporter == .user(Identifier(1)))
    _ = try await report(.number(caller), note: "", by: bearer, in: world.tenant)
    let reviews = try await ReadScreening(store: world.store).reviews(.open, of: world.tenant, after: nil, limit: 10)
    #expect(reviews.items.map(\.call) == [place.call] && reviews.next == nil)
    guard case .rejected = try await world.answer(try world.announcement("CA2", from: .number(caller))) else {
      return #expect(Bool(false), "not rejected")
    }
    await #expect(throws: ScreeningFailure.notFound) {
      try await report(.call(Identifier(999)), note: "", by: bearer, in: world.tenant)
    }
  }

  @Test func `no tenant has more rules than the limits say`() async throws {
    var revision = ScreeningRevision()
    let rule = SpamRule(id: Identifier(1), sign: .pattern(try SpamPattern("a{100}")))
    for _ in 0..<(ScreeningLimits.patternSteps / (rule.sign.pattern?.size ?? 1)) { revision.replace(nil, by: rule) }
    #expect(revision.passedLimit == nil)
    revision.replace(nil, by: rule)
    #expect(revision.passedLimit == .patternSteps)
    revision.replace(rule, by: nil)
    #expect(revision.passedLimit == nil)
  }
}
