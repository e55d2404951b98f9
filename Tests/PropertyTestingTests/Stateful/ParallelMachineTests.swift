import PropertyTesting
import Synchronization
import Testing

/// A counter whose addition reads, lets others in, and writes; or not.
private struct CounterMachine: ParallelMachine {
  enum Command: Equatable { case add(Int), read, reset }

  actor Counter {
    private(set) var value = 0
    private let letIn: @Sendable () async -> Void

    init(_ letIn: @escaping @Sendable () async -> Void) { self.letIn = letIn }

    func add(_ number: Int) async -> Int {
      let read = value
      await letIn()
      value = read + number
      return value
    }

    func reset() { value = 0 }
  }

  var isSafe = false
  let started = Tries()
  let stopped = Tries()

  let initialModel = 0
  let commands: [CommandKind<Self>] = [
    .command("add", weight: 3, with: .int(1...9)) { .add($0) }, .command("read", .read), .fault("reset", .reset),
  ]

  func apply(_ command: Command, to sum: inout Int) -> Int {
    switch command {
    case .add(let number): sum += number
    case .read: break
    case .reset: sum = 0
    }
    return sum
  }

  func start() -> Counter { Counter {} }

  func start(in world: SimulatedWorld) -> Counter {
    started.add(1)
    return isSafe ? start() : Counter { await world.pause(at: "write") }
  }

  func run(_ command: Command, on counter: inout Counter) async -> Int {
    switch command {
    case .add(let number): return await counter.add(number)
    case .read: break
    case .reset: await counter.reset()
    }
    return await counter.value
  }

  func stop(_ counter: Counter) { stopped.add(1) }
}

/// A register behind a cache of each client's own. No client alone can tell, and one order of all reads and writes would
/// explain what they see, were it not that a write has ended before the reading begins.
private struct CachedRegister: ParallelMachine {
  enum Command: Equatable { case write(Int), read }

  actor Store {
    var value = 0
    func write(_ number: Int) { value = number }
  }

  struct Client: Sendable {
    let store = Store()
    var cached: Int?
  }

  let initialModel = 0
  let commands: [CommandKind<Self>] = [.command("write", with: .int(1...9)) { .write($0) }, .command("read", .read)]

  func apply(_ command: Command, to value: inout Int) -> Int {
    if case .write(let number) = command { value = number }
    return value
  }

  func start() -> Client { Client() }

  func run(_ command: Command, on client: inout Client) async -> Int {
    if case .write(let number) = command {
      await client.store.write(number)
      client.cached = number
      return number
    }
    if let cached = client.cached { return cached }
    let value = await client.store.value
    client.cached = value
    return value
  }
}

/// Tickets on a shelf, of which one may be taken only while it is there.
private struct ShelfMachine: ParallelMachine {
  enum Command: Equatable { case put(Reference<Int>), take(Reference<Int>), burn }

  actor Shelf {
    private(set) var count = 0
    func put() { count += 1 }
    func take() throws { try decrease(by: 1) }
    func burn() throws { try decrease(by: 2) }
    private func decrease(by number: Int) throws {
      try require(count >= number, "there are not \(number) tickets")
      count -= number
    }
  }

  let initialModel: [Reference<Int>] = []
  let commands: [CommandKind<Self>] = [
    .command("put", weight: 3, making: Int.self, Command.put), .command("take", on: { $0 }, Command.take),
    .command("burn", .burn).when { $0.count > 1 },
  ]

  func apply(_ command: Command, to tickets: inout [Reference<Int>]) -> Bool {
    switch command {
    case .put(let ticket): tickets.append(ticket)
    case .take(let ticket): tickets.removeAll { $0 == ticket }
    // The two of the lowest numbers, whatever the order in which they came.
    case .burn: tickets = Array(tickets.sorted().dropFirst(2))
    }
    return true
  }

  func start() -> Shelf { Shelf() }

  func run(_ command: Command, on shelf: inout Shelf) async throws -> Bool {
    switch command {
    case .put: await shelf.put()
    case .take: try await shelf.take()
    case .burn: try await shelf.burn()
    }
    return true
  }
}

@Suite("State machines in parallel")
struct ParallelMachineTests {
  @Test func `what holds for one client and not for two is found, and shrinks to two commands and one switch`() async {
    #expect(await check(Property("alone", machine: CounterMachine()), RunSettings(cases: 300)).passed)
    for seed: UInt64 in 0..<20 {
      let machine = CounterMachine()
      let report = await check(Property("at once", parallel: machine), RunSettings(seed: seed))
      let found = report.counterexample?.value as? Scheduled<ParallelProgram<CounterMachine>>
      #expect(found?.input.before.length == 0)
      #expect(found?.input.clients.map { $0.map(\.command) } == [[.add(1)], [.add(1)]], "\(report.text())")
      #expect(found?.schedule.preemptions.count == 1)
      #expect(machine.started.sum == machine.stopped.sum && machine.started.sum > 0)
    }
  }

  @Test func `the failure is told as a program, a schedule and a time line, and replays to the same`() async throws {
    let property = Property("at once", parallel: CounterMachine())
    let report = await check(property)
    let found = try #require(report.counterexample)
    #expect(found.text.hasPrefix("at once: [\n  [.add(1)],  // 1\n  [.add(1)],  // 2\n]\nunder Schedule(["))
    #expect(
      found.failure.message.hasSuffix(
        """
        the end: no order of these calls agrees with the model; the longest that does so far: 1
        1   client 0  |--|  .add(1) -> 1
        2   client 1   ||   .add(1) -> 1
        """))
    #expect(found.failure.origin.type.hasSuffix("NoSequentialOrder"))
    let again = await check(property, RunSettings(replay: found.token))
    #expect(again.counterexample?.text == found.text)
    #expect(again.counterexample?.failure == found.failure)
  }

  @Test func `what is safe holds`() async {
    let report = await check(
      Property(1, "at once", parallel: CounterMachine(isSafe: true), coverage: [.sometimes("reset")]),
      RunSettings(cases: 500))
    #expect(report.passed, "\(report.text())")
    #expect(report.labels.contains { $0.label == Weather.calm } && report.labels.contains { $0.label == "read" })
  }

  @Test func `real time counts, a stale answer is one though an order without time would explain it`() async {
    #expect(await check(Property("alone", machine: CachedRegister()), RunSettings(cases: 300)).passed)
    let report = await check(Property("at once", parallel: CachedRegister()), RunSettings(cases: 300))
    let found = report.counterexample?.value as? Scheduled<ParallelProgram<CachedRegister>>
    #expect(found.map { $0.input.clients.joined().count + $0.input.before.length <= 3 } == true, "\(report.text())")
  }

  @Test func `commands make sense in whatever order the clients come, also while programs are made small`() async {
    let report = await check(
      Property("shelf", parallel: ShelfMachine(), coverage: [.sometimes("burn"), Coverage("take", atLeast: 10)]),
      RunSettings(cases: 1_000))
    #expect(report.passed, "\(report.text())")
    // A law on programs that never holds: what is judged while shrinking makes sense as well.
    let seen = Seen<Bool>()
    let programs = Property("programs", simulating: Gen.parallelProgram(of: ShelfMachine())) { world, program in
      do { try await program.run(in: world) } catch { seen.add(false) }
      try require(program.clients.joined().count < 3)
    }
    for seed: UInt64 in 0..<10 { _ = await check(programs, RunSettings(seed: seed)) }
    #expect(seen.values.isEmpty)
  }

  @Test func `faults come before the clients only, clients and commands keep their bounds`() async {
    for program in await drawn(Gen.parallelProgram(of: CounterMachine())) {
      #expect(program.clients.joined().allSatisfy { $0.command != .reset })
      #expect(ParallelLimit.clients.contains(program.clients.count))
      #expect(program.clients.allSatisfy { $0.count <= ParallelLimit.commands.upperBound })
      #expect(program.before.length <= ParallelLimit.before.upperBound)
      let numbers = program.before.steps.map(\.number) + program.clients.joined().map(\.number)
      #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
    }
  }
}
