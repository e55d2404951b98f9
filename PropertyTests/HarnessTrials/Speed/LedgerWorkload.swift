import PropertyTesting

/// Two actors and three tasks that call them in turn, under schedules that are drawn, most with preemptions.
enum LedgerWorkload {
  private static let children = 3
  private static let rounds = 10

  private actor Ledger {
    nonisolated let executor: SimulationActorExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private(set) var sum = 0

    init(_ world: SimulatedWorld) { executor = world.actorExecutor }

    func add(_ number: Int) { sum += number }
  }

  /// Each yield makes a job that does nothing but make the task ready again: it is no job of the program's.
  private static let yields = children * rounds

  /// The jobs of `cases` runs without those of yielding, drawing and checking included; `nil` when a sum is wrong.
  static func jobs(_ cases: Int, _ seed: UInt64) async -> Int? {
    let jobs = Counted()
    let property = Property("ledgers", simulating: Gen<Int>.int(0...9)) { world, start in
      let (first, second) = (Ledger(world), Ledger(world))
      await first.add(start)
      await withTaskGroup(of: Void.self) { group in
        for child in 0..<children {
          group.addTask {
            for round in 0..<rounds {
              await first.add(round)
              await Task.yield()
              await second.add(child)
            }
          }
        }
      }
      let rightSum = start + children * rounds * (rounds - 1) / 2
      let (firstSum, secondSum) = (await first.sum, await second.sum)
      try require(firstSum == rightSum)
      try require(secondSum == rounds * children * (children - 1) / 2)
      jobs.add(world.trace.steps - yields)
    }
    return await check(property, SpeedWorkload.settings(cases, seed)).passed ? jobs.value : nil
  }
}
