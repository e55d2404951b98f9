import Generators
import Testing
import VoiceCore

@Suite("Answers that were marked as wrong")
struct SuggestionTests {
  private let world: World
  private let change: ChangeSuggestions
  private let read: ReadKnowledge
  private var tenant: Tenant.ID { world.tenant }
  private let hours = KnowledgeEntry(id: Identifier(901), question: "When are you open?", answer: "From nine to five.")

  init() async throws {
    world = try await World()
    change = ChangeSuggestions(store: world.store, ids: world.ids, auditing: world.auditing)
    read = ReadKnowledge(store: world.store)
    try await world.store.transaction(for: world.tenant) { [hours] scope throws(StoreFailure) in
      try await scope.save(hours)
    }
  }

  private func marked(_ number: UInt128, _ question: String, answer: String? = nil) async throws
    -> KnowledgeSuggestion.ID
  {
    let suggestion = KnowledgeSuggestion(
      id: Identifier(number), question: question, wrongEntry: hours.id, answer: answer, at: world.time.now())
    return try await change.add(suggestion, by: world.bearer, in: tenant).id
  }

  private func judge(
    _ id: KnowledgeSuggestion.ID, _ judgement: ChangeSuggestions.Judgement
  ) async throws -> KnowledgeSuggestion {
    try await change.judge(id, judgement, by: world.bearer, in: tenant)
  }

  @Test func `what is accepted answers from then on, and is judged once`() async throws {
    let before = try await read.entries(of: tenant, after: nil, limit: 500).items.count
    let smoking = try await marked(921, "May I smoke?", answer: "No.")
    let accepted = try await judge(smoking, .answer(nil))
    let made = try #require(accepted.entry)
    #expect(accepted.state == .accepted)
    #expect(try await read.entry(made, of: tenant)?.answer == "No.")
    await #expect(throws: KnowledgeFailure.judgedAlready) { _ = try await judge(smoking, .dismiss) }
    let sundays = try await marked(922, "Anybody there on Sundays?")
    #expect(try await judge(sundays, .ask(hours.id)).entry == hours.id)
    #expect(try await read.entry(hours.id, of: tenant)?.otherQuestions == ["Anybody there on Sundays?"])
    let noise = try await marked(923, "What?")
    #expect(try await judge(noise, .dismiss).entry == nil)
    let holdings = try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.knowledgeHoldings()
    }
    #expect(holdings == KnowledgeHoldings(entries: before + 1, suggestions: 3))
  }

  @Test func `what would make no entry stays open, and a suggestion is taken out once`() async throws {
    let id = try await marked(921, "May I smoke?")
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("answer", .missing))) {
      _ = try await judge(id, .answer(nil))
    }
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("answer", .markup))) {
      _ = try await judge(id, .answer("<b>No</b>"))
    }
    await #expect(throws: KnowledgeFailure.refused(RefusedSetting("entry_id", .unknown))) {
      _ = try await judge(id, .ask(Identifier(999)))
    }
    #expect(try await read.suggestion(id, of: tenant)?.state == .open)
    try await change.remove(id, by: world.bearer, in: tenant)
    await #expect(throws: KnowledgeFailure.notFound) { try await change.remove(id, by: world.bearer, in: tenant) }
    await #expect(throws: KnowledgeFailure.notFound) { _ = try await judge(id, .dismiss) }
  }

  @Test func `an entry that isn't the company's can't have answered wrongly, and nothing is kept of it`() async throws {
    let other: Tenant.ID = world.ids()
    let theirs = KnowledgeEntry(id: Identifier(902), question: "Do you deliver?", answer: "Yes.")
    try await world.store.transaction(for: other) { scope throws(StoreFailure) in try await scope.save(theirs) }
    for wrong in [theirs.id, Identifier(999)] {
      let suggestion = KnowledgeSuggestion(
        id: Identifier(921), question: "May I smoke?", wrongEntry: wrong, at: world.time.now())
      await #expect(throws: KnowledgeFailure.refused(RefusedSetting("wrong_entry_id", .unknown))) {
        _ = try await change.add(suggestion, by: world.bearer, in: tenant)
      }
    }
    #expect(try await read.suggestion(Identifier(921), of: tenant) == nil)
    let holdings = try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.knowledgeHoldings()
    }
    #expect((holdings?.suggestions ?? 0) == 0)
  }

  @Test func `what was marked stays marked when it is sent again, though its entry has gone`() async throws {
    let id = try await marked(921, "May I smoke?")
    try await world.store.transaction(for: tenant) { [hours] scope throws(StoreFailure) in
      try await scope.removeKnowledgeEntry(hours.id)
    }
    #expect(try await marked(921, "May I smoke?") == id)
  }
}
