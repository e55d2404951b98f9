import PropertyTesting
import Testing

@Suite("Actors without an executor of their own")
struct PlainActorTests {
  private actor Journal {
    private(set) var lines = 0
    private(set) var isClosed = false

    func write() { lines += 1 }
    func close() { isClosed = true }
  }

  /// Looks at its money, has the journal written, and then pays: while it waits for the journal it is open to others.
  private actor Purse {
    private(set) var money = 100
    private let journal = Journal()

    func spend(_ amount: Int) async {
      guard money >= amount else { return }
      await journal.write()
      money -= amount
    }
  }

  /// Asks the journal again and again, and never leaves plain actors while it does.
  private actor Watcher {
    private var asked = 0

    // It counts, as else the compiler has it stay on the journal, where it would keep everybody out for ever.
    func watch(_ journal: Journal) async { while !(await journal.isClosed) { asked += 1 } }
  }

  private actor Rooms {
    func both(_ first: WorldLock, _ second: WorldLock) async throws {
      try await first.acquire()
      defer { first.release() }
      try await second.acquire()
      second.release()
    }
  }

  private static let doubleSpend = Property("double spend", simulating: Gen<Int>.int(1...100)) { world, amount in
    let purse = Purse()
    let hands = ["left", "right"].map { name in world.spawn(name) { await purse.spend(amount) } }
    for hand in hands { try await hand.value }
    let money = await purse.money
    try require(money >= 0, "spent twice: \(money)")
  }

  @Test func `a double spend between two plain actors is found, and shrinks to one preemption`() async throws {
    var others: [String] = []
    for seed in UInt64(0)..<50 {
      let report = await check(Self.doubleSpend, RunSettings(cases: 400, seed: seed))
      let found = try #require(report.counterexample?.value as? Scheduled<Int>, "seed \(seed)")
      if found.input != 51 || found.schedule.preemptions.count != 1 { others.append(found.reportText) }
      guard seed == 0 else { continue }
      #expect(
        report.counterexample?.failure.message == """
          in this interleaving
            body   step 0, waits for left to end
            left   steps 1-2, preempted (point 1)
            right  steps 3-4, ends or waits
            left   steps 5-7, ends
            right  step 8, ends
            body   steps 9-11, ends
          the end: spent twice: -2
          """)
    }
    #expect(others.first == nil, "\(others.count) of 50")
  }

  @Test func `a double spend replays two hundred times of two hundred`() async throws {
    let report = await check(Self.doubleSpend, RunSettings(cases: 400, seed: 1))
    let token = try #require(report.token)
    var others = 0
    for _ in 0..<200 {
      let again = await check(Self.doubleSpend, RunSettings(replay: token))
      if again.counterexample?.failure != report.counterexample?.failure { others += 1 }
    }
    #expect(others == 0)
  }

  @Test func `who asks in a loop, inside of actors, does not stop the others`() async throws {
    try await simulate { world in
      let (journal, watcher) = (Journal(), Watcher())
      world.spawn("closer") { await journal.close() }
      await watcher.watch(journal)
    }
  }

  @Test func `a deadlock inside of plain actors tells who waits for what`() async throws {
    let property = Property("rooms", simulating: Gen<Int>.just(0)) { world, _ in
      let (red, blue) = (world.lock("red"), world.lock("blue"))
      let (one, two) = (Rooms(), Rooms())
      let left = world.spawn("left") { try await one.both(red, blue) }
      let right = world.spawn("right") { try await two.both(blue, red) }
      try await left.value
      try await right.value
    }
    var others: [[String]] = []
    for seed in UInt64(0)..<20 {
      let report = await check(property, RunSettings(cases: 400, seed: seed))
      let found = try #require(report.counterexample, "seed \(seed)")
      let lines = found.failure.message.split(separator: "\n").suffix(3).map(String.init)
      let isTold =
        lines.count == 3 && lines[0].hasPrefix("  body waits for left to end")
        && lines[1].hasPrefix("  left waits for lock blue, held by right")
        && lines[2].hasPrefix("  right waits for lock red, held by left")
      if !isTold || (found.value as? Scheduled<Int>)?.schedule.preemptions.count != 1 { others.append(lines) }
    }
    #expect(others.first == nil, "\(others.count) of 20")
  }

  @Test func `what is done on an actor is told of the one who does it, however many queue there`() async throws {
    let seen = Seen<Schedule>()
    _ = await check(Property("any", for: Gen<Schedule>.schedule) { seen.add($0) }, RunSettings(cases: 500))
    var wrong: [String] = []
    var different = 0
    for schedule in seen.values {
      let told = [try await crowd(schedule), try await crowd(schedule)]
      if told[0] != told[1] { different += 1 }
      wrong += told[0].said.filter { $0.first != $0.last }
    }
    #expect(wrong.first == nil, "\(wrong.count)")
    #expect(different == 0)
  }

  private struct Told: Equatable {
    let said: [String]
    let trace: SimulationTrace
  }

  private actor Counter {
    func visit(_ other: Counter, _ name: String, _ lock: WorldLock) async throws -> String {
      await other.step()
      try await lock.acquire()
      await other.step()
      lock.release()
      await other.step()
      return name
    }

    func step() {}
  }

  /// Three tasks cross two actors in both directions, and each takes and gives back a lock on its way.
  private func crowd(_ schedule: Schedule) async throws -> Told {
    try await simulate(schedule) { world in
      let (one, two, lock) = (Counter(), Counter(), world.lock("key"))
      let said = Seen<String>()
      let tasks = ["a", "b", "c"].map { name in
        world.spawn(name) {
          let (from, to) = name == "b" ? (two, one) : (one, two)
          for _ in 0..<2 { said.add(name + (try await from.visit(to, name, lock))) }
        }
      }
      for task in tasks { try await task.value }
      return Told(said: said.values, trace: world.trace)
    }
  }
}
