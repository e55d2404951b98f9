import PropertyExpectations
import PropertyTesting
import Synchronization
import Testing

/// A counter that forgets one step in a hundred.
private struct CounterMachine: StateMachine {
  enum Command: Equatable { case step, read }

  var forgets = Int.max
  let initialModel = 0
  let commands: [CommandKind<Self>] = [.command("step", .step), .command("read", .read)]

  func apply(_ command: Command, to model: inout Int) -> Int {
    if command == .step { model += 1 }
    return model
  }

  func start() -> Int { 0 }

  func run(_ command: Command, on counter: inout Int) -> Int {
    if command == .step, counter + 1 < forgets { counter += 1 }
    return counter
  }
}

/// Remembers failures for one test.
private final class Shelf: SavedFailures {
  private let kept = Mutex<[SavedFailure]>([])

  func page(for property: String) -> SavedPage { SavedPage(failures: kept.withLock { $0 }) }
  func add(_ failure: SavedFailure, for property: String) { kept.withLock { $0.append(failure) } }
}

/// A question with one answer.
private struct AskedMachine: ParallelMachine {
  enum Command { case ask }
  let initialModel = 0
  let commands: [CommandKind<Self>] = [.command("ask", .ask)]
  func apply(_ command: Command, to model: inout Int) -> Int { 42 }
  func start() -> Int { 42 }
  func run(_ command: Command, on system: inout Int) -> Int { system }
}

@Suite("Laws of machines and of schedules as tests")
struct ExpectKindsTests {
  private func issues(_ body: @Sendable () async -> Void) async throws -> [String] {
    let recorded = Mutex<[String]>([])
    let test = try #require(Test.current)
    let trait: IssueHandlingTrait = .filterIssues { issue in
      recorded.withLock { $0.append("\(issue)") }
      return false
    }
    try await trait.provideScope(for: test, testCase: Test.Case.current) { await body() }
    return recorded.withLock { $0 }
  }

  @Test func `a machine is checked in one sentence`() async throws {
    await expect("counts", machine: CounterMachine(), steps: 1...20, coverage: [.sometimes("read")])
    let found = try await issues {
      await expect("counts to three", machine: CounterMachine(forgets: 4), steps: 1...20, examples: [[.step, .read]])
    }
    #expect(found.count == 1 && found[0].contains("counts to three") && found[0].contains("PROPERTY_REPLAY="))
  }

  @Test(.exhaustive) func `a trait has all cases run where they are few`() async {
    let report = await expect("six", for: zip(.bool, .int(1...3))) { _, _ in }
    #expect(report.allCases == 6)
  }

  @Test(.explained()) func `a trait has it told what of a case doesn't matter`() async throws {
    let found = try await issues {
      await expect("both", for: zip(.bool, .int(1...30))) { _, number in try require(number < 20) }
    }
    #expect(found.count == 1 && found[0].contains("with whatever else in its place it fails as well: .0"))
  }

  @Test func `a machine is checked in parallel in one sentence`() async {
    await expect("Several clients ask", parallel: AskedMachine(), settings: RunSettings(cases: 30))
  }

  @Test func `a simulated world is checked in one sentence`() async throws {
    await expect("sleeps", simulating: .int(1...9), labels: { $0 > 5 ? ["long"] : [] }) { world, seconds in
      try await world.clock.sleep(for: .seconds(seconds))
      #expect(seconds < 10)
    }
    let found = try await issues {
      await expect("sleeps shortly", simulating: .int(1...9)) { world, seconds in
        try await world.clock.sleep(for: .seconds(seconds))
        #expect(seconds < 5)
      }
    }
    #expect(found.count == 1 && found[0].contains("sleeps shortly") && found[0].contains("seconds"))
  }

  @Test(.workers(100), .caseLimit(.seconds(60))) func `traits set workers and the limit of a case`() async {
    let report = await expect("a hundred", for: .int(0...9)) { _ in }
    #expect(report.warnings.contains { $0.hasPrefix("100 workers were asked for") })
  }

  private static let shelf = Shelf()

  @Test(.saved(shelf)) func `a trait says where failing cases are kept`() async throws {
    let first = Mutex<ReplayToken?>(nil)
    let second = Mutex<[SavedCase]>([])
    let property = Property("small", for: .int(0...1_000)) { try require($0 < 50) }
    let found = try await issues {
      let token = await expect(property).token
      first.withLock { $0 = token }
      let saved = await expect(property).saved
      second.withLock { $0 = saved }
    }
    #expect(found.count == 2)
    #expect(second.withLock { $0.map(\.failure.token) } == [first.withLock { $0 }])
  }

  @Test(.caseLimit(.milliseconds(500))) func `a case that takes longer than its trait allows is an issue`() async throws
  {
    let found = try await issues {
      await expect("waits", for: .int(0...9)) { _ in try await Task.sleep(for: .seconds(3_600)) }
    }
    #expect(found.count == 1 && found[0].contains("did not end within 0.5 seconds"))
  }
}
