import PropertyTesting
import Testing

@Suite("Linearizability")
struct LinearizabilityTests {
  private enum Step: Sendable {
    case add(Int)
    case read
  }

  /// A counter whose addition reads, waits, and writes; `isSafe` has it hold a lock meanwhile.
  private actor Counter {
    private var value = 0
    private let world: SimulatedWorld
    private let lock: WorldLock?

    init(_ world: SimulatedWorld, isSafe: Bool) {
      self.world = world
      lock = isSafe ? world.lock("counter") : nil
    }

    func perform(_ step: Step) async throws -> Int {
      try await lock?.acquire()
      defer { lock?.release() }
      guard case .add(let number) = step else { return value }
      let read = value
      await world.pause(at: "write")
      value = read + number
      return value
    }
  }

  private static func model(_ value: inout Int, _ step: Step) -> Int {
    if case .add(let number) = step { value += number }
    return value
  }

  private static func law(isSafe: Bool) -> Property {
    let step = Gen<Step>.oneOf([.just(.read), Gen<Int>.int(1...9).map { .add($0) }])
    let clients = Gen<[[Step]]>.array(of: .array(of: step, count: 1...4), count: 2...3)
    return Property("counter", simulating: clients) { world, clients in
      let counter = Counter(world, isSafe: isSafe)
      let history = try await world.perform(clients) { try await counter.perform($0) }
      try requireLinearizable(history, from: 0, LinearizabilityTests.model)
    }
  }

  @Test func `a counter that loses additions is found, small`() async throws {
    var others = 0
    for seed in UInt64(0)..<20 {
      let report = await check(Self.law(isSafe: false), RunSettings(seed: seed))
      let found = try #require(report.counterexample, "seed \(seed)")
      if found.text != "[[.add(1)], [.add(1)]]\nunder Schedule([.init(at: 2)])" {
        others += 1
        continue
      }
      #expect(
        found.failure.message == """
          in this interleaving
            body      step 0, waits for client 0 to end
            client 0  steps 1-3, preempted at write (point 2)
            client 1  steps 4-9, ends
            client 0  steps 10-12, ends
            body      step 13, ends
          the end: no order of these calls agrees with the model; the longest that does so far: 1
          1   client 0  |--|  .add(1) -> 1
          2   client 1   ||   .add(1) -> 1
          """)
    }
    // To drop an operation moves the points after it, so now and then one is left that need not be there.
    #expect(others <= 8)
  }

  @Test func `a counter under a lock is linearizable`() async {
    let report = await check(Self.law(isSafe: true), RunSettings(cases: 300))
    #expect(report.failureText() == nil)
  }

  @Test func `real time counts, and calls without an answer may have happened or not`() async throws {
    func verdict(_ lost: Int?, _ read: Int) async throws -> Bool {
      let history = CallHistory<Step, Int>()
      if let lost { _ = try? await history.call("a", .add(lost)) { _ in throw Discard() } }
      _ = try await history.call("b", .add(1)) { _ in 1 + (read > 5 ? lost ?? 0 : 0) }
      _ = try await history.call("b", .read) { _ in read }
      do {
        try requireLinearizable(history, from: 0, Self.model)
        return true
      } catch { return false }
    }
    #expect(try await verdict(nil, 1))
    // The addition had ended before the reading began.
    #expect(try await !verdict(nil, 0))
    #expect(try await verdict(7, 1))
    #expect(try await verdict(7, 8))
    #expect(try await !verdict(7, 7))
  }

  @Test func `too many calls, or too many situations, fail and say so`() async throws {
    let history = CallHistory<Step, Int>()
    for number in 1...65 { _ = try await history.call("a", .add(1)) { _ in number } }
    let many = #expect(throws: RequirementFailure.self) { try requireLinearizable(history, from: 0, Self.model) }
    #expect(many?.message.hasPrefix("65 calls are more than can be searched (64)") == true)
    let short = CallHistory<Step, Int>()
    for number in 1...5 { _ = try await short.call("a", .add(1)) { _ in number } }
    let few = #expect(throws: RequirementFailure.self) {
      try requireLinearizable(short, from: 0, maximumSituations: 3, Self.model)
    }
    #expect(few?.message.hasPrefix("undecided after 3 situations") == true)
  }
}
