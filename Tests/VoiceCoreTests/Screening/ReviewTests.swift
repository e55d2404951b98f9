import Generators
import Testing
import VoiceCore

@Suite("Reviews of suspected calls")
struct ReviewTests {
  private let bearer = Bearer.user(Identifier(1), .tenantAdmin, of: Identifier(1))

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
    let review = try await world.judge(
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
      try await world.judge(.spam, on: place.call, by: bearer, in: place.tenant)
    }
  }

  @Test func `a report opens a review and counts in the caller's reputation`() async throws {
    let world = try await World()
    let caller = try #require(PhoneNumber("+15550100150"))
    let rule = SpamRule.Sign.reports(try #require(CallerReports(atLeast: 2)))
    _ = try await world.rules.make(.init(rule), by: bearer, in: world.tenant)
    guard case .connect(_, let place) = try await world.answer(try world.announcement("CA1", from: .number(caller)))
    else { return #expect(Bool(false), "not answered") }
    let report = world.reportSpam
    let first = try await report(.init(.call(place.call), note: "sells cruises"), by: bearer, in: world.tenant)
    #expect(first.number == caller && first.reporter == .user(Identifier(1)))
    _ = try await report(.init(.number(caller)), by: bearer, in: world.tenant)
    let reviews = try await ReadScreening(store: world.store).reviews(.open, of: world.tenant, after: nil, limit: 10)
    #expect(reviews.items.map(\.call) == [place.call] && reviews.next == nil)
    guard case .rejected = try await world.answer(try world.announcement("CA2", from: .number(caller))) else {
      return #expect(Bool(false), "not rejected")
    }
    await #expect(throws: ScreeningFailure.notFound) {
      try await report(.init(.call(Identifier(999))), by: bearer, in: world.tenant)
    }
    #expect(try await acts(in: world) == ["screening.change", "spam.report", "spam.report"])
  }

  /// What the audit log says, the oldest first.
  private func acts(in world: World) async throws -> [String] {
    try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 10).map(\.entry.action.rawValue)
    }
  }

  @Test func `each judgement that says something new is in the audit log`() async throws {
    let (world, place) = try await flagged(from: .number(try #require(PhoneNumber("+15550100150"))))
    for judgement in [SpamReview.Judgement.spam, .spam, .notSpam] { try await judge(judgement, place, in: world) }
    #expect(try await acts(in: world) == ["spam.judge", "spam.judge"])
    let subjects = try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 10).map(\.entry.subject)
    }
    #expect(subjects.allSatisfy { $0 == AuditReference(.call, place.call) })
  }

  @Test func `a report that comes twice under its name counts once`() async throws {
    let world = try await World()
    let caller = try #require(PhoneNumber("+15550100150"))
    let plan = ReportSpam.Plan(.number(caller), note: "sells cruises", id: Identifier(9))
    let first = try await world.reportSpam(plan, by: bearer, in: world.tenant)
    world.time.advance(by: .seconds(1))
    #expect(try await world.reportSpam(plan, by: bearer, in: world.tenant) == first)
    let reports = try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.callerTrack(of: caller)?.reports
    }
    #expect(reports == 1)
    #expect(try await acts(in: world) == ["spam.report"])
  }

  @Test func `staff report calls of their departments, and for others there is no such call`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let (upper, lower, apart): (Department.ID, Department.ID, Department.ID) = (
      Identifier(901), Identifier(902), Identifier(903)
    )
    let number = try #require(PhoneNumber("+15550100101"))
    let departments = [(upper, nil), (lower, upper), (apart, nil)].map { id, parent in
      Department(id: id, name: "d", number: number, parent: parent)
    }
    let people: [(User.ID, Department.ID)] = [
      (Identifier(11), upper), (Identifier(12), lower), (Identifier(13), apart),
    ]
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      for department in departments { try await scope.save(department) }
      for (user, department) in people { try await scope.save(Membership(of: user, in: department)) }
    }
    func isKept(_ bearer: Bearer) async throws -> Bool {
      do throws(ScreeningFailure) {
        _ = try await world.reportSpam(.init(.call(place.call)), by: bearer, in: world.tenant)
        return true
      } catch {
        #expect(error == .notFound)
        return false
      }
    }
    func may() async throws -> [Bool] {
      var answers: [Bool] = []
      for (user, _) in people {
        for role in [Role.supervisor, .agent] {
          answers.append(try await isKept(.user(user, role, of: world.tenant)))
        }
      }
      return answers
    }
    #expect(try await may() == Array(repeating: false, count: 6), "it is in no department yet")
    _ = try await world.advance(.personWanted(.callerWish, lower), in: place)
    #expect(try await world.call(place).department == lower)
    #expect(try await may() == [true, true, true, true, false, false])
    #expect(try await isKept(bearer))
    #expect(try await isKept(.key(Identifier(5), [.reportSpam], of: world.tenant)))
    #expect(try await isKept(.key(Identifier(5), [.checkSpam], of: world.tenant)) == false)
    let kept = try await ReadScreening(store: world.store).reports(of: world.tenant, after: nil, limit: 10)
    #expect(kept.items.count == 6)
  }

  /// Names that aren't drawn: a rule that is made under a name that is taken is the one that is there.
  private static let far: UInt128 = 1 << 64

  @Test func `the pattern that is one too many is refused, and nothing is changed`() async throws {
    let world = try await World()
    let pattern = SpamRule.Sign.pattern(try SpamPattern("a"))
    try await world.store.transaction(for: world.tenant) { scope throws(StoreFailure) in
      for id in 1...ScreeningLimits.patterns {
        try await scope.save(SpamRule(id: Identifier(Self.far + UInt128(id)), sign: pattern))
      }
    }
    await #expect(throws: ScreeningFailure.tooMany(.patterns)) {
      try await world.rules.make(.init(pattern), by: bearer, in: world.tenant)
    }
    #expect(try await acts(in: world) == [])
    var change = ChangeSpamRules.Change()
    change.sign = .pattern(try SpamPattern("b"))
    _ = try await world.rules.change(Identifier(Self.far + 1), to: change, by: bearer, in: world.tenant)
    try await world.rules.remove(Identifier(Self.far + 2), by: bearer, in: world.tenant)
    _ = try await world.rules.make(.init(pattern), by: bearer, in: world.tenant)
    #expect(try await acts(in: world).count == 3)
  }

  @Test func `a rule that is made again under its name is one rule`() async throws {
    let world = try await World()
    let plan = ChangeSpamRules.Plan(.keyword(try #require(Keyword("warranty"))), id: Identifier(9))
    let first = try await world.rules.make(plan, by: bearer, in: world.tenant)
    #expect(try await world.rules.make(plan, by: bearer, in: world.tenant) == first)
    let revision = try await world.store.read(for: world.tenant) { scope throws(StoreFailure) in
      try await scope.screeningRevision()
    }
    #expect(revision.number == 1 && revision.numbersAndKeywords == 1)
    #expect(try await acts(in: world) == ["screening.change"])
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

  @Test func `who is put on the allow-list, and taken off, is told to the audit log`() async throws {
    let office = try await Office()
    let change = ChangeAllowList(store: office.store, ids: office.ids, auditing: office.auditing)
    let number = try #require(PhoneNumber("+15550100150"))
    let entry = try await change.allow(number, by: office.boss, in: office.tenant)
    #expect(try await change.allow(number, by: office.boss, in: office.tenant).id == entry.id)
    try await change.disallow(entry.id, by: office.boss, in: office.tenant)
    let told = try await office.audited()
    #expect(told.map(\.action) == [.changeScreening, .changeScreening])
    #expect(told.allSatisfy { $0.subject == AuditReference(.allowedNumber, entry.id) })
  }

  @Test func `rules on what callers did before keep to their bounds`() {
    #expect(
      RepeatedCalls(atLeast: 2, withinSeconds: 60) != nil && RepeatedCalls(atLeast: 20, withinSeconds: 86_400) != nil)
    #expect(RepeatedCalls(atLeast: 1, withinSeconds: 60) == nil && RepeatedCalls(atLeast: 21, withinSeconds: 60) == nil)
    #expect(RepeatedCalls(atLeast: 2, withinSeconds: 59) == nil)
    #expect(CallerReports(atLeast: 1) != nil && CallerReports(atLeast: 0) == nil && CallerReports(atLeast: 1001) == nil)
  }
}
