import PropertyTesting
import Testing

@Suite("Races under a schedule")
struct RaceTests {
  /// An account that looks at its balance, waits for the bank's journal, and then pays.
  private actor Account {
    private(set) var balance: Int
    private let world: SimulatedWorld

    init(_ balance: Int, _ world: SimulatedWorld) {
      self.balance = balance
      self.world = world
    }

    func withdraw(_ amount: Int) async {
      guard balance >= amount else { return }
      await world.pause(at: "journal")
      balance -= amount
    }
  }

  static let overdraft = Property("no overdraft", simulating: Gen<Int>.int(1...100)) { world, amount in
    let account = Account(100, world)
    let tellers = ["left", "right"].map { name in world.spawn(name) { await account.withdraw(amount) } }
    for teller in tellers { try await teller.value }
    let balance = await account.balance
    try require(balance >= 0, "overdrawn: \(balance)")
  }

  @Test func `the overdraft is found by every seed and shrinks to one preemption`() async throws {
    var cases = 0
    var others: [String] = []
    for seed in UInt64(0)..<50 {
      let report = await check(Self.overdraft, RunSettings(cases: 400, seed: seed))
      let found = try #require(report.counterexample?.value as? Scheduled<Int>, "seed \(seed)")
      if found != Scheduled(51, Schedule([.init(at: 1)])) { others.append(found.reportText) }
      cases += report.cases
      let replayed = await check(Self.overdraft, RunSettings(replay: report.token))
      #expect(replayed.counterexample?.failure == report.counterexample?.failure)
      if seed == 0 {
        #expect(
          report.counterexample?.failure.message == """
            in this interleaving
              body   step 0, waits for left to end
              left   steps 1-2, preempted at journal (point 1)
              right  steps 3-7, ends
              left   steps 8-10, ends
              body   steps 11-13, ends
            the end: overdrawn: -2
            """)
        #expect(report.counterexample?.failure.origin.place?.contains("RaceTests.swift:") == true)
        #expect(report.counterexample?.text == "51\nunder Schedule([.init(at: 1)])")
      }
    }
    #expect(others.first == nil, "\(others.count) of 50")
    #expect(cases < 50 * 30)
  }

  @Test func `without a preemption there is no overdraft`() async throws {
    let property = Property("calm", for: Gen<Int>.int(1...100)) { amount in
      try await simulate { world in
        let account = Account(100, world)
        let tellers = ["left", "right"].map { name in world.spawn(name) { await account.withdraw(amount) } }
        for teller in tellers { try await teller.value }
        let balance = await account.balance
        try require(balance >= 0)
      }
    }
    #expect(await check(property).passed)
  }

  @Test func `equal schedules give equal runs, two thousand times`() async throws {
    let seen = Seen<Schedule>()
    _ = await check(Property("any", for: Gen<Schedule>.schedule) { seen.add($0) }, RunSettings(cases: 2_000))
    var different = 0
    var fingerprints: Set<UInt64> = []
    for schedule in seen.values {
      let (first, second) = (try await busy(schedule), try await busy(schedule))
      if first != second { different += 1 }
      fingerprints.insert(first.fingerprint)
    }
    #expect(different == 0)
    #expect(fingerprints.count > 100)
  }

  private func busy(_ schedule: Schedule) async throws -> SimulationTrace {
    try await simulate(schedule) { world in
      let (first, second) = (Ledger(world), PlainLedger())
      await withTaskGroup { group in
        for child in 0..<3 {
          group.addTask {
            for round in 0..<4 {
              await first.add(round)
              await Task.yield()
              await second.add(child)
            }
          }
        }
      }
      try await world.clock.sleep(for: .seconds(1))
      return world.trace
    }
  }

  @Test func `schedules come calm, with few preemptions and with many, early and late`() async {
    let seen = Seen<Schedule>()
    _ = await check(Property("any", for: Gen<Schedule>.schedule) { seen.add($0) }, RunSettings(cases: 1_000))
    let counts = seen.values.map(\.preemptions.count)
    #expect(counts.filter { $0 == 0 }.count > 50)
    #expect(counts.filter { (1...4).contains($0) }.count > 400)
    #expect(counts.filter { $0 > 8 }.count > 20)
    let points = seen.values.flatMap { $0.preemptions.map(\.point) }
    #expect(points.contains { $0 > 1_000 })
    #expect(points.filter { $0 < 16 }.count * 3 > points.count)
  }

  @Test func `a schedule shrinks to the least of switches`() async {
    let property = Property("few", for: Gen<Schedule>.schedule) { schedule in
      try require(schedule.preemptions.filter { $0.point >= 3 }.count < 2)
    }
    var others: [String] = []
    for seed in UInt64(0)..<20 {
      let found = await check(property, RunSettings(seed: seed)).counterexample?.value as? Schedule
      if found != Schedule([.init(at: 3), .init(at: 4)]) { others.append(found?.reportText ?? "held") }
    }
    #expect(others.first == nil, "\(others.count) of 20")
  }
}
