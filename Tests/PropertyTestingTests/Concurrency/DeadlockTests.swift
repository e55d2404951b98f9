import PropertyTesting
import Testing

@Suite("A run that can't go on")
struct DeadlockTests {
  /// Enough for another thread to begin on a busy machine; the wait ends with the first job from there.
  static let patient = SimulationLimits(foreignMilliseconds: 20_000)

  static let twoLocks = Property("two locks", simulating: Gen<Int>.just(0)) { world, _ in
    let (red, blue) = (world.lock("red"), world.lock("blue"))
    let left = world.spawn("left") { try await red.hold { try await blue.hold {} } }
    let right = world.spawn("right") { try await blue.hold { try await red.hold {} } }
    try await left.value
    try await right.value
  }

  @Test func `two locks in opposite order are found and told in a few lines`() async throws {
    var others: [String] = []
    for seed in UInt64(0)..<50 {
      let report = await check(Self.twoLocks, RunSettings(seed: seed))
      let found = try #require(report.counterexample?.value as? Scheduled<Int>, "seed \(seed)")
      if found.schedule.preemptions.count != 1 { others.append(found.reportText) }
      let replayed = await check(Self.twoLocks, RunSettings(replay: report.token))
      #expect(replayed.counterexample?.failure == report.counterexample?.failure)
      if seed == 0 {
        #expect(
          report.counterexample?.failure.message == """
            in this interleaving
              body   step 0, waits for left to end
              left   steps 1-2, preempted at lock blue (point 2)
              right  steps 3-5, waits for lock red
              left   step 6, waits for lock blue
            the end: deadlock: nothing is ready and no timer is pending
              body waits for left to end (last ran at step 0)
              left waits for lock blue, held by right (last ran at step 6)
              right waits for lock red, held by left (last ran at step 5)
            """)
      }
    }
    #expect(others.first == nil, "\(others.count) of 50")
  }

  @Test func `who waits for what is told`() async {
    let lost = Seen<CheckedContinuation<Void, Never>>()
    let failure = await failure { world in
      let gate = world.gate("morning")
      let box = world.mailbox("inbox", of: Int.self)
      world.spawn("guest") { try await gate.pass() }
      let clerk = world.spawn("clerk") { try await box.receive() }
      world.spawn("lost") { await withCheckedContinuation { lost.add($0) } }
      _ = try await clerk.value
    }
    #expect(
      "\(failure?.underlying ?? Discard())" == """
        deadlock: nothing is ready and no timer is pending
          body waits for clerk to end (last ran at step 0)
          guest waits for gate morning to open (last ran at step 2)
          clerk waits for a letter in mailbox inbox (last ran at step 4)
          lost waits for something unknown, perhaps outside of the scheduler (last ran at step 5)
        """)
  }

  @Test func `what is resumed after the run is over does no harm`() async {
    for _ in 0..<20 {
      let failure = await failure(limits: SimulationLimits(foreignMilliseconds: 0)) { world in
        let actor = Ledger(world)
        world.spawn("late") {
          await withCheckedContinuation { Held.hold($0) }
          await actor.add(1)
        }
        await withCheckedContinuation { Held.hold($0) }
      }
      #expect((failure?.underlying as? Deadlock)?.waits.map(\.task) == ["body", "late"])
    }
    Held.resumeAll()
  }

  @Test func `a task that does not heed its cancellation is left behind`() async throws {
    let limits = SimulationLimits(maximumClosingSteps: 100)
    try await simulate(limits: limits) { world in
      world.spawn("stubborn") { while true { await world.yield() } }
      try await world.clock.sleep(for: .zero)
    }
  }

  @Test func `children in a group are known by their names`() async {
    let failure = await failure { world in
      let gate = world.gate("evening")
      try await withThrowingTaskGroup { group in
        group.addTask(name: "child") { try await gate.pass() }
        group.addTask { try await gate.pass() }
        try await group.waitForAll()
      }
    }
    let waits = (failure?.underlying as? Deadlock)?.waits ?? []
    #expect(waits.map(\.task) == ["body", "child", "task 2"])
  }

  @Test func `a bare task is told to be outside of the schedule`() async {
    let failure = await failure(limits: Self.patient) { _ in await Task {}.value }
    #expect((failure?.underlying as? LeftScheduler)?.task == "body")
  }

  @Test func `a detached task that uses the world is told`() async {
    let failure = await failure(limits: Self.patient) { world in
      await Task.detached { await world.yield() }.value
    }
    #expect(failure?.underlying is LeftScheduler)
  }

  @Test func `a sleep on a real clock is told`() async {
    let failure = await failure(limits: Self.patient) { _ in try await Task.sleep(for: .milliseconds(1)) }
    #expect((failure?.underlying as? LeftScheduler)?.description.contains("left the scheduler: body") == true)
  }

  @Test func `a lock goes to who has waited longest, but for those who have left`() async throws {
    let order = try await simulate { world in
      let seen = Seen<String>()
      let lock = world.lock("door")
      try await lock.acquire()
      let tasks = ["a", "b", "c"].map { name in world.spawn(name) { try await lock.hold { _ = seen.add(name) } } }
      try await world.clock.sleep(for: .seconds(1))
      tasks[1].cancel()
      lock.release()
      try await tasks[0].value
      await #expect(throws: CancellationError.self) { _ = try await tasks[1].value }
      try await tasks[2].value
      return seen.values
    }
    #expect(order == ["a", "c"])
  }

  @Test func `a full mailbox keeps its senders waiting, and letters in order`() async throws {
    let letters = try await simulate { world in
      let box = world.mailbox("inbox", of: Int.self, capacity: 2)
      world.spawn("sender") { for number in 0..<6 { try await box.send(number) } }
      try await world.clock.sleep(for: .seconds(1))
      var letters: [Int] = []
      for _ in 0..<6 { letters.append(try await box.receive()) }
      return letters
    }
    #expect(letters == [0, 1, 2, 3, 4, 5])
  }
}

/// Keeps continuations.
private enum Held {
  private static let all = Seen<CheckedContinuation<Void, Never>>()

  static func hold(_ continuation: CheckedContinuation<Void, Never>) { all.add(continuation) }

  /// Those of the runs that are over; each is resumed once only.
  static func resumeAll() { for continuation in all.values { continuation.resume() } }
}
