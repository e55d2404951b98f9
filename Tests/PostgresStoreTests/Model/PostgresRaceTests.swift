import Generators
import PostgresStore
import PrivatePostgres
import PropertyTesting
import Synchronization
import Testing
import VoiceCore

@Suite("Clients at once on the Postgres store", .timeLimit(.minutes(2)))
struct PostgresRaceTests {
  private static let programs = Atomic<Int>(50_000)

  @Test func `what they are told looks as if they had come one after the other`() async throws {
    let store = try await MigratedDatabase().store()
    let property = Property("race", for: StoreRace.clients) { clients in
      let names = StoreNames(program: Self.programs.add(1, ordering: .relaxed).newValue)
      try StoreRace.requireInOrder(await StoreRace.run(clients, on: store, names))
    }
    let report = await check(property, RunSettings(cases: 150, maximumShrinkEvaluations: 50, caseLimit: .seconds(60)))
    let passed = report.passed
    #expect(passed, "\(report.text())")
    await store.close()
  }

  @Test func `also while their connections are taken away`() async throws {
    let database = try await MigratedDatabase()
    let store = try database.store()
    let killer = try Killer(database)
    let restless = RestlessStore(store: store, killer: killer)
    let property = Property("broken race", for: StoreRace.clients) { clients in
      let names = StoreNames(program: Self.programs.add(1, ordering: .relaxed).newValue)
      restless.strikeAtNextUse()
      try StoreRace.requireInOrder(await StoreRace.run(clients, on: restless, names))
    }
    let report = await check(property, RunSettings(cases: 100, maximumShrinkEvaluations: 50, caseLimit: .seconds(60)))
    let passed = report.passed
    #expect(passed, "\(report.text())")
    await store.close()
    await killer.close()
  }
}
