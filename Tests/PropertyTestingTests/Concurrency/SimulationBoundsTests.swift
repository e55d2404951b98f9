import PropertyTesting
import Testing

@Suite("The bounds of a simulated run")
struct SimulationBoundsTests {
  private static let short = SimulationLimits(maximumSteps: 1_000, maximumClosingSteps: 100)

  @Test func `sleeping for no time in a loop comes to the bound`() async {
    let failure = await failure(limits: Self.short) { world in
      while true { try await world.clock.sleep(for: .zero) }
    }
    #expect((failure?.underlying as? Livelock)?.steps == 1_000)
  }

  @Test func `sleeping in a loop, cancelled and not heeding it, comes to the bound`() async {
    let failure = await failure(limits: Self.short) { world in
      withUnsafeCurrentTask { $0?.cancel() }
      while true { try? await world.clock.sleep(for: .seconds(1)) }
    }
    #expect((failure?.underlying as? Livelock)?.steps == 1_000)
    #expect(failure?.story.hasSuffix("left behind, as cancelling does not end them: body") == true)
  }

  @Test func `a task that sleeps on when the run is over is left behind, and counted`() async throws {
    let before = SimulatedWorld.leftBehind
    try await simulate(limits: Self.short) { world in
      world.spawn("stubborn") { while true { try? await world.clock.sleep(for: .seconds(1)) } }
      try await world.clock.sleep(for: .seconds(2))
    }
    #expect(SimulatedWorld.leftBehind > before)
  }

  @Test func `who sleeps beyond the horizon does not hide a deadlock`() async {
    let failure = await failure { world in
      let gate = world.gate("morning")
      world.spawn("bear") { try await world.clock.sleep(for: .seconds(Int64.max)) }
      try await gate.pass()
    }
    let waits = (failure?.underlying as? Deadlock)?.waits ?? []
    #expect(waits.map(\.task) == ["body", "bear"])
    #expect(waits.last?.waitsFor.hasSuffix("beyond the horizon") == true)
    #expect(waits.first?.waitsFor == "gate morning to open")
  }

  @Test func `the longest sleeps there are do not overflow`() async throws {
    let longest = Duration(attoseconds: .max)
    let instant = ManualClock.Instant(longest)
    #expect(instant.advanced(by: longest) == instant)
    #expect(ManualClock.Instant(Duration(attoseconds: .min)).duration(to: instant) == longest)
    let end = try await simulate { world in
      try await world.clock.sleep(for: .seconds(1))
      let bear = world.spawn("bear") { try await world.clock.sleep(for: longest) }
      try await world.clock.sleep(for: .seconds(1))
      bear.cancel()
      return world.clock.now.offset
    }
    #expect(end == .seconds(2))
  }

  @Test func `a deadlock among things of the world is one at once, however long others may be waited for`() async {
    let patient = SimulationLimits(foreignMilliseconds: 600_000)
    let failure = await failure(limits: patient) { world in try await world.gate("morning").pass() }
    #expect(failure?.underlying is Deadlock)
  }

  @Test func `a task spawned when the run is over throws and says so`() async throws {
    let world = try await simulate { world in world }
    let late = world.spawn("late") { 7 }
    let misuse = await #expect(throws: WorldMisuse.self) { _ = try await late.value }
    #expect(misuse?.description == "late was spawned when the run was over")
  }

  @Test func `a lock is given back by who holds it`() async {
    let other = await failure { world in
      let lock = world.lock("door")
      try await lock.acquire()
      try await world.spawn("thief") { lock.release() }.value
    }
    #expect((other?.underlying as? WorldMisuse)?.description == "thief gave back lock door, but body holds it")
    let free = await failure { world in
      world.lock("door").release()
      await world.yield()
    }
    #expect((free?.underlying as? WorldMisuse)?.description == "body gave back lock door, but nobody holds it")
  }

  @Test func `time does not leap back`() async {
    let failure = await failure { world in
      world.clock.jump(by: .seconds(-2))
      await world.yield()
    }
    #expect((failure?.underlying as? WorldMisuse)?.description == "the clock was to jump back by 2.0 seconds")
  }

  private enum Lost: Error { case reply }

  @Test func `calls that lost their answer come into the search when the law says so`() async throws {
    func history(_ isUnanswered: @escaping @Sendable (any Error) -> Bool) async throws -> Bool {
      try await simulate { world in
        let sum = Seen<Int>()
        let history = try await world.perform([[1, 2], [3]], isUnanswered: isUnanswered) { number in
          sum.add(number)
          if number == 1 { throw Lost.reply }
          return sum.values.reduce(0, +)
        }
        try requireLinearizable(history, from: 0) { (sum: inout Int, number) in
          sum += number
          return sum
        }
        return history.calls.contains { $0.answer == nil } && history.calls.count == 3
      }
    }
    #expect(try await history { $0 is Lost })
    await #expect(throws: SimulationFailure.self) { _ = try await history { _ in false } }
  }
}
