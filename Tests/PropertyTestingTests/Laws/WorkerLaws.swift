import PropertyTesting
import Testing

@Suite("Laws of workers")
struct WorkerLaws {
  /// The same report from one worker and from several.
  private func requireSame(_ property: Property, _ settings: RunSettings) async throws {
    let one = WorkersTests.told(await check(property, settings))
    for workers in 2...3 {
      var several = settings
      several.workers = workers
      let report = await check(property, several)
      try requireEqual(WorkersTests.told(report), one, "\(workers) workers")
    }
  }

  @Test func `any number of workers finds the failure that one finds, also when earlier cases take longer`() async {
    let law = Property("failures", for: Gen<Situation>.situation) { situation in
      let property = situation.property { thing in
        // Work whose amount differs from case to case, so that workers overtake each other.
        var sum: UInt64 = 0
        for number in 0..<(thing.hash >> 5 % 16 == 0 ? UInt64(20_000) : 10) { sum = sum &* 31 &+ number ^ sum >> 7 }
        if sum == 1 { Issue.record("never") }
      }
      var settings = situation.settings(shrinking: 100)
      (settings.cases, settings.maximumOthers) = (200, 2)
      try await requireSame(property, settings)
    }
    await expectLaw(law, cases: 150)
  }

  @Test func `any number of workers counts the same labels, demands and discards`() async {
    let law = Property("counts", for: zip(.recipe, .int(1...200), Gen<UInt64>.any)) { recipe, cases, seed in
      let property = Property(
        "counted", for: recipe.generator, labels: { ["\($0.leaves.count)"] },
        classifying: [
          .cover("odd", atLeast: 30) { $0.hash & 1 == 1 }, .sometimes("rare") { $0.hash & 63 == 7 },
          .collect("kind") { "\($0.text.prefix(1))" },
        ]
      ) { thing in if thing.hash >> 3 & 3 == 0 { throw Discard("one of four") } }
      let settings = RunSettings(cases: cases, seed: seed, maximumCoverageSamples: 2_000, caseLimit: nil)
      try await requireSame(property, settings)
    }
    await expectLaw(law, cases: 60)
  }

  @Test func `any number of workers gives the same report of state machines and of schedules`() async throws {
    let properties = [
      Property("stock", machine: StockMachine(forgets: 3)), Property("stock", machine: StockMachine()),
      Property("store", machine: StoreMachine(group: 3)), Property("ring", machine: QueueMachine(ring: 3)),
      Property(
        "store", machine: StoreMachine(),
        coverage: [Coverage("get", atLeast: 20), Coverage(Weather.stormy, atLeast: 1)]
      ), RaceTests.overdraft,
    ]
    for property in properties {
      for seed in UInt64(0)..<4 { try await requireSame(property, RunSettings(seed: seed)) }
    }
  }
}
