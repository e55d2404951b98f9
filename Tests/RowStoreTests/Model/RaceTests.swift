import Generators
import MemoryStore
import PropertyTesting
import SQLiteStore
import Synchronization
import Testing
import VoiceCore

@Suite("Clients at once on the stores of rows", .timeLimit(.minutes(2)))
struct RaceTests {
  private static let programs = Atomic<Int>(0)

  @Test func `in memory they look as if they had come one after the other`() async throws {
    // Where other stores wait, others go first.
    try await race(on: MemoryStore(pause: { await Task.yield() }), cases: 300)
  }

  @Test func `in SQLite they look as if they had come one after the other`() async throws {
    let store = try await SQLiteStore.inMemory()
    try await race(on: store, cases: 150)
    await store.close()
  }

  private func race(on store: any Store, cases: Int) async throws {
    let property = Property("race", for: StoreRace.clients) { clients in
      let names = StoreNames(program: Self.programs.add(1, ordering: .relaxed).newValue)
      try StoreRace.requireInOrder(await StoreRace.run(clients, on: store, names))
    }
    let report = await check(property, RunSettings(cases: cases, maximumShrinkEvaluations: 50))
    let passed = report.passed
    #expect(passed, "\(report.text())")
  }
}
