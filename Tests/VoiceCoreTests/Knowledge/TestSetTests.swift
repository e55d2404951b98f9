import Generators
import Testing
import VoiceCore

@Suite("Questions by which entries are tried")
struct TestSetTests {
  private let world: World
  private let change: ChangeTestSets
  private var tenant: Tenant.ID { world.tenant }

  init() async throws {
    world = try await World()
    change = ChangeTestSets(store: world.store, auditing: world.auditing)
  }

  private static let none = KnowledgeTestSet.Case(question: "zebra crossing", expected: nil)

  private static func set(_ cases: KnowledgeTestSet.Case..., named name: String = "set") -> KnowledgeTestSet {
    KnowledgeTestSet(id: Identifier(911), name: name, cases: cases)
  }

  @Test func `each way to miss what is expected has its name, and the totals say how many`() async throws {
    let hours = KnowledgeEntry(id: Identifier(901), question: "When are you open?", answer: "From nine to five.")
    let parking = KnowledgeEntry(id: Identifier(902), question: "Where can I park my car?", answer: "In the yard.")
    let former = KnowledgeEntry(id: Identifier(903), question: "Is there a sale?", answer: "Yes.", isActive: false)
    try await world.store.transaction(for: tenant) { scope throws(StoreFailure) in
      for entry in [hours, parking, former] { try await scope.save(entry) }
    }
    let set = Self.set(
      .init(question: "when do you open", expected: hours.id), .init(question: "where to park", expected: hours.id),
      .init(question: "zebra crossing", expected: parking.id), Self.none,
      .init(question: "may I park here", expected: nil), .init(question: "is there a sale", expected: former.id))
    _ = try await change.add(set, by: world.bearer, in: tenant)
    let run = RunTestSet(store: world.store, time: world.time, shelf: KnowledgeShelf())
    let report = try #require(try await run(set.id, of: tenant))
    #expect(
      report.outcomes.map(\.verdict) == [.passed, .otherEntry, .noAnswer, .passed, .falseAnswer, .notTold])
    #expect(report.passed == 2 && report.expectingEntry == 4 && report.falseAnswers == 1)
    #expect(report.recallAtOne == 0.25)
    #expect(try await run(Identifier(912), of: tenant) == nil)
  }

  @Test func `a set is added once, changed and taken out once, and has bounds`() async throws {
    let set = Self.set(Self.none)
    for _ in 1...2 { #expect(try await change.add(set, by: world.bearer, in: tenant) == set) }
    var wanted = ChangeTestSets.Change()
    wanted.cases = Array(repeating: Self.none, count: KnowledgeLimits.testCases + 1)
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("cases", .tooMany(KnowledgeLimits.testCases)))) {
      _ = try await change.change(set.id, to: wanted, by: world.bearer, in: tenant)
    }
    wanted.cases?.removeLast()
    #expect(
      try await change.change(set.id, to: wanted, by: world.bearer, in: tenant).cases.count
        == KnowledgeLimits.testCases)
    try await change.remove(set.id, by: world.bearer, in: tenant)
    await #expect(throws: KnowledgeFailure.notFound) {
      try await change.remove(set.id, by: world.bearer, in: tenant)
    }
    let (told, holdings) = try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      (try await scope.auditEntries(after: 0, limit: 10).map(\.entry.subject), try await scope.knowledgeHoldings())
    }
    #expect(told == Array(repeating: AuditReference(.knowledgeTestSet, set.id), count: 3))
    #expect(holdings?.testSets == 0)
    try await world.store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(KnowledgeHoldings(entries: 0, testSets: KnowledgeLimits.testSets))
    }
    await #expect(throws: KnowledgeFailure.full(KnowledgeLimits.testSets)) {
      _ = try await change.add(set, by: world.bearer, in: tenant)
    }
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("name", .wordless))) {
      _ = try await change.add(Self.set(Self.none, named: "!"), by: world.bearer, in: tenant)
    }
  }
}
