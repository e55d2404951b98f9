import PropertyTesting
import Testing

@Suite("A simulated run")
struct SimulationTests {
  @Test func `the body's result is returned, and its error thrown with a story`() async throws {
    #expect(try await simulate { _ in 7 } == 7)
    let failure = await failure { world in
      await world.yield()
      try require(false, "broken")
    }
    #expect((failure?.underlying as? RequirementFailure)?.message == "broken")
    #expect(failure?.story == "  body  steps 0-1, ends")
  }

  @Test func `discards and cancellation pass unwrapped`() async {
    await #expect(throws: Discard("no case")) { try await simulate { _ in throw Discard("no case") } }
    await #expect(throws: CancellationError.self) { try await simulate { _ in throw CancellationError() } }
  }

  @Test func `without preemptions a task goes on while it can, then the oldest has its turn`() async throws {
    #expect(try await letters(.calm) == "aaabbbccc")
  }

  @Test func `one preemption is one switch more`() async throws {
    #expect(try await letters(Schedule([.init(at: 1)])) == "abbbcccaa")
    #expect(try await letters(Schedule([.init(at: 1, other: 1)])) == "acccbbbaa")
  }

  @Test func `everything structured runs under the schedule`() async throws {
    let said = try await simulate(Schedule([.init(at: 2), .init(at: 5, other: 1)])) { world in
      let log = Seen<String>()
      let ledger = Ledger(world)
      let plain = PlainLedger()
      async let first: Void = ledger.add(1)
      async let second: Void = plain.add(2)
      await withTaskGroup { group in
        for number in 0..<3 {
          group.addTask {
            await Task.yield()
            await ledger.add(number)
            await plain.add(number)
          }
        }
      }
      await first
      await second
      let (stream, feed) = AsyncStream.makeStream(of: Int.self)
      let reader = world.spawn("reader") { for await number in stream { log.add("read \(number)") } }
      let writer = Task(executorPreference: world.executor) {
        for number in 0..<3 {
          feed.yield(number)
          await Task.yield()
        }
        feed.finish()
      }
      await writer.value
      try await reader.value
      let immediate = Task.immediate(executorPreference: world.executor) {
        log.add("immediate")
        await Task.yield()
        log.add("later")
      }
      log.add("after")
      await immediate.value
      let resumed: Int = await withCheckedContinuation { continuation in
        world.spawn("resumer") { continuation.resume(returning: 9) }
      }
      log.add("resumed \(resumed)")
      log.add("ledgers \(await ledger.sum) \(await plain.sum)")
      return log.values
    }
    #expect(
      said == [
        "read 0", "read 1", "read 2", "immediate", "after", "later", "resumed 9", "ledgers 4 5",
      ])
  }

  @Test func `tasks that outlive the body are cancelled and end`() async throws {
    let log = Seen<String>()
    try await simulate { world in
      let gate = world.gate("never")
      world.spawn("sleeper") {
        do { try await world.clock.sleep(for: .seconds(1)) } catch { log.add("\(error)") }
      }
      world.spawn("waiter") {
        do { try await gate.pass() } catch { log.add("\(error)") }
      }
      // Nobody cancels this one, so that its sleep must be ended.
      Task(executorPreference: world.executor) {
        do { try await world.clock.sleep(for: .seconds(1)) } catch { log.add("\(error)") }
      }
      try await world.clock.sleep(for: .milliseconds(1))
    }
    #expect(log.values.count == 3)
  }

  @Test func `who waits by yielding does not stop the others`() async throws {
    let flag = Seen<Bool>()
    try await simulate { world in
      world.spawn("setter") { flag.add(true) }
      while flag.values.isEmpty { await world.yield() }
    }
    #expect(flag.values == [true])
  }

  @Test func `a run that goes in circles ends at its bound`() async {
    let failure = await failure(limits: SimulationLimits(maximumSteps: 1_000)) { world in
      world.spawn("spinner") { while !Task.isCancelled { await world.yield() } }
      while true {
        try Task.checkCancellation()
        await world.yield()
      }
    }
    #expect((failure?.underlying as? Livelock)?.steps == 1_000)
    #expect(failure?.story.contains("turn over") == true)
  }

  @Test func `a story is bounded`() async {
    let failure = await failure(limits: SimulationLimits(maximumSteps: 30_000, longestTurn: 1)) { world in
      world.spawn("spinner") { while !Task.isCancelled { await world.yield() } }
      while true {
        try Task.checkCancellation()
        await world.yield()
      }
    }
    #expect((failure?.story.split(separator: "\n").count ?? 100) < 30)
  }

  @Test func `a thousand children run`() async throws {
    let sum = try await simulate { _ in
      await withTaskGroup(of: Int.self) { group in
        for number in 0..<1_000 { group.addTask { number } }
        return await group.reduce(0, +)
      }
    }
    #expect(sum == 499_500)
  }

  private func letters(_ schedule: Schedule) async throws -> String {
    try await simulate(schedule) { world in
      let seen = Seen<String>()
      let tasks = ["a", "b", "c"].map { name in
        world.spawn(name) {
          for turn in 0..<3 {
            seen.add(name)
            if turn < 2 { await world.yield() }
          }
        }
      }
      for task in tasks { try await task.value }
      return seen.values.joined()
    }
  }
}

/// The failure of a simulated body, if it is one.
func failure(
  _ schedule: Schedule = .calm, limits: SimulationLimits = SimulationLimits(),
  _ body: @escaping @Sendable (SimulatedWorld) async throws -> Void
) async -> SimulationFailure? {
  do {
    try await simulate(schedule, limits: limits, body)
    return nil
  } catch {
    return error as? SimulationFailure
  }
}

/// An actor on the world's executor.
actor Ledger {
  nonisolated let executor: SimulationActorExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private(set) var sum = 0

  init(_ world: SimulatedWorld) { executor = world.actorExecutor }

  func add(_ number: Int) { sum += number }
}

/// An actor without an executor of its own.
actor PlainLedger {
  private(set) var sum = 0

  func add(_ number: Int) { sum += number }
}
