import PropertyTesting
import Testing

@Suite("Laws of schedules")
struct ScheduleLaws {
  /// Tasks by the number of places at which each may be interrupted, and what each sleeps then.
  struct Work: Sendable {
    let tasks: [[Int]]

    static let generator = Gen<[[Int]]>.array(of: .array(of: .int(0...3), count: 0...4), count: 1...4).map {
      Work(tasks: $0)
    }

    /// Who did what in which order, and how the run went.
    func told(under schedule: Schedule) async throws -> Story {
      let tasks = tasks
      return try await simulate(schedule) { world in
        let said = Seen<String>()
        let late = Seen<String>()
        let spawned = tasks.enumerated().map { number, pauses in
          world.spawn("task \(number)") {
            for pause in pauses {
              said.add("\(number)")
              let before = world.clock.now
              if pause == 0 { await world.yield() } else { try await world.clock.sleep(for: .seconds(pause)) }
              let after = world.clock.now
              if after < before.advanced(by: .seconds(pause)) { late.add("\(number) slept less than \(pause)") }
            }
          }
        }
        for task in spawned { try await task.value }
        return Story(said: said.values, early: late.values.first, end: world.clock.now.offset, trace: world.trace)
      }
    }
  }

  struct Story: Equatable, Sendable {
    let said: [String]
    let early: String?
    let end: Duration
    let trace: SimulationTrace
  }

  @Test func `equal schedules give equal runs, and sleeps are never too short`() async {
    let law = Property("equal", for: zip(Work.generator, .schedule)) { work, schedule in
      let (one, two) = (try await work.told(under: schedule), try await work.told(under: schedule))
      try requireEqual(one, two)
      try requireEqual(one.early, nil)
      // Nothing but sleeping takes time.
      let longest = work.tasks.map { $0.reduce(0, +) }.max() ?? 0
      try requireEqual(one.end, .seconds(longest))
    }
    await expectLaw(law, cases: 300)
  }

  @Test func `preemptions after the last point change nothing`() async {
    let law = Property("calm", for: zip(Work.generator, .int(0...100))) { work, later in
      let calm = try await work.told(under: .calm)
      let empty = try await work.told(under: Schedule([]))
      try requireEqual(empty, calm)
      let late = Schedule([.init(at: calm.trace.points + later), .init(at: calm.trace.points + later + 1)])
      let same = try await work.told(under: late)
      try requireEqual(same, calm)
    }
    await expectLaw(law, cases: 200)
  }

  @Test func `every task does all of its work under every schedule`() async {
    let law = Property("all of it", for: zip(Work.generator, .schedule)) { work, schedule in
      let said = try await work.told(under: schedule).said
      for (number, pauses) in work.tasks.enumerated() {
        try requireEqual(said.count { $0 == "\(number)" }, pauses.count)
      }
    }
    await expectLaw(law, cases: 200)
  }

  @Test func `the schedule of a race is never longer when shrunk, and a case replays to the same story`() async {
    let law = Property("race", for: Gen<UInt64>.any(in: 0...10_000)) { seed in
      let found = await check(
        RaceTests.overdraft, RunSettings(seed: seed, maximumShrinkEvaluations: 0, maximumOthers: 0))
      let small = await check(RaceTests.overdraft, RunSettings(seed: seed, maximumOthers: 0))
      let before = try requireSome(found.counterexample?.value as? Scheduled<Int>)
      let after = try requireSome(small.counterexample?.value as? Scheduled<Int>)
      try requireAtMost(after.schedule.preemptions.count, before.schedule.preemptions.count)
      let again = await check(RaceTests.overdraft, RunSettings(replay: small.token))
      try requireEqual(again.counterexample?.failure.message, small.counterexample?.failure.message)
    }
    await expectLaw(law, cases: 60)
  }

  @Test func `a clock by hand never goes back, and wakes who slept by the order of their deadlines`() async {
    let law = Property(
      "by hand", for: zip(Gen<[Int]>.array(of: .int(0...20), count: 1...6), .array(of: .int(0...9), count: 0...6))
    ) { sleeps, leaps in
      let woken = try await simulate { world in
        let order = Seen<Int>()
        let tasks = sleeps.map { seconds in
          world.spawn("sleeper") {
            try await world.clock.sleep(for: .seconds(seconds))
            try requireAtLeast(world.clock.now.offset, .seconds(seconds))
            order.add(seconds)
          }
        }
        await world.yield()
        for leap in leaps {
          let before = world.clock.now
          world.clock.jump(by: .seconds(leap))
          try requireAtLeast(world.clock.now, before.advanced(by: .seconds(leap)))
          await world.yield()
        }
        for task in tasks { try await task.value }
        return order.values
      }
      try requireEqual(woken.filter { $0 > 0 }, sleeps.filter { $0 > 0 }.sorted())
    }
    await expectLaw(law, cases: 300)
  }
}
