import Generators
import Testing
import VoiceCore

@Suite("Writing down what callers are told")
struct ChangeKnowledgeTests {
  private let world: World
  private let change: ChangeKnowledge
  private let read: ReadKnowledge
  private var tenant: Tenant.ID { world.tenant }
  private let hours = KnowledgeEntry(
    id: Identifier(901), question: "When are you open?", answer: "From nine to five.", keyFacts: ["nine", "five"])

  init() async throws {
    world = try await World()
    change = ChangeKnowledge(store: world.store, auditing: world.auditing)
    read = ReadKnowledge(store: world.store)
  }

  private func holdings() async throws -> KnowledgeHoldings? {
    try await world.store.read(for: tenant) { scope throws(StoreFailure) in try await scope.knowledgeHoldings() }
  }

  private func acts() async throws -> [AuditEntry] {
    try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 10).map(\.entry)
    }
  }

  @Test func `an entry is added once, changed, and taken out once, and each is told`() async throws {
    let before = try await read.entries(of: tenant, after: nil, limit: 500).items.count
    for _ in 1...2 {
      #expect(try await change.add(hours, by: world.bearer, in: tenant) == hours)
    }
    #expect(try await holdings() == KnowledgeHoldings(entries: before + 1))
    var wanted = KnowledgeEntry.Change()
    wanted.answer = "From ten to six."
    wanted.keyFacts = []
    let changed = try await change.change(hours.id, to: wanted, by: world.bearer, in: tenant)
    #expect(changed.answer == "From ten to six." && changed.question == hours.question && changed.keyFacts == [])
    #expect(try await change.change(hours.id, to: wanted, by: world.bearer, in: tenant) == changed)
    #expect(try await read.entry(hours.id, of: tenant) == changed)
    try await change.remove(hours.id, by: world.bearer, in: tenant)
    await #expect(throws: KnowledgeFailure.notFound) {
      try await change.remove(hours.id, by: world.bearer, in: tenant)
    }
    await #expect(throws: KnowledgeFailure.notFound) {
      _ = try await change.change(hours.id, to: wanted, by: world.bearer, in: tenant)
    }
    #expect(try await read.entry(hours.id, of: tenant) == nil)
    #expect(try await holdings() == KnowledgeHoldings(entries: before))
    #expect(try await acts().map(\.action) == [.changeKnowledge, .changeKnowledge, .changeKnowledge])
    #expect(try await acts().allSatisfy { $0.subject == AuditReference(.knowledgeEntry, hours.id) })
  }

  @Test func `what can't be told is refused by its field, and changes nothing`() async throws {
    var marked = hours
    marked.answer = "<b>nine</b>"
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("answer", .markup))) {
      _ = try await change.add(marked, by: world.bearer, in: tenant)
    }
    #expect(try await read.entry(hours.id, of: tenant) == nil)
    _ = try await change.add(hours, by: world.bearer, in: tenant)
    var wanted = KnowledgeEntry.Change()
    wanted.otherQuestions = ["Open?", ""]
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("other_questions/1", .wordless))) {
      _ = try await change.change(hours.id, to: wanted, by: world.bearer, in: tenant)
    }
    var past = KnowledgeEntry.Change()
    past.validFrom = .some(Timestamp(microseconds: 5))
    past.validUntil = .some(Timestamp(microseconds: 5))
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("valid_until", .emptyTime))) {
      _ = try await change.change(hours.id, to: past, by: world.bearer, in: tenant)
    }
    #expect(try await read.entry(hours.id, of: tenant) == hours)
    #expect(try await acts().count == 1)
  }

  @Test func `there is an end to entries`() async throws {
    try await world.store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(KnowledgeHoldings(entries: KnowledgeLimits.entries))
    }
    await #expect(throws: KnowledgeFailure.full(KnowledgeLimits.entries)) {
      _ = try await change.add(hours, by: world.bearer, in: tenant)
    }
    #expect(try await acts() == [])
  }

  @Test func `a question that is tried says what answers, or why nothing does, and leaves nothing`() async throws {
    let attempt = TryKnowledge(store: world.store, time: world.time, shelf: KnowledgeShelf())
    for entry in try await read.entries(of: tenant, after: nil, limit: 500).items {
      try await change.remove(entry.id, by: world.bearer, in: tenant)
    }
    let nothing = try await attempt("When do you open?", in: nil, of: tenant)
    #expect(nothing.answer == nil && nothing.absence == .nothingTold && nothing.others == [])
    _ = try await change.add(hours, by: world.bearer, in: tenant)
    let parking = KnowledgeEntry(id: Identifier(902), question: "Where can I park my car?", answer: "In the yard.")
    _ = try await change.add(parking, by: world.bearer, in: tenant)
    let told = try await acts().count
    let found = try await attempt("when are you OPEN", in: nil, of: tenant)
    #expect(found.answer?.entry == hours && found.absence == nil && found.reply == hours.answer)
    let strange = try await attempt("zebra crossing", in: .spanish, of: tenant)
    #expect(strange.answer == nil && strange.absence == .unknownWords && strange.others == [])
    #expect(strange.reply == Phrase.notUnderstood.text(in: .spanish))
    let far = try await attempt("Do you repair the engine of a red sports car on Sundays?", in: nil, of: tenant)
    #expect(far.absence == .tooFar && far.others.first?.entry == parking)
    #expect(try await acts().count == told)
  }
}
