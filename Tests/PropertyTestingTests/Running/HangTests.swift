import PropertyTesting
import Synchronization
import Testing

@Suite("A case that does not end", .serialized)
struct HangTests {
  /// Ends the bodies that a test leaves behind.
  private final class Release: Sendable {
    private let flag = Atomic(false)
    var isOpen: Bool { flag.load(ordering: .relaxed) }
    func open() { flag.store(true, ordering: .relaxed) }
    func spin() { while !isOpen {} }
  }

  private static let soon = Duration.seconds(1)
  /// Longer than any test runs; a sleep of this length ends by cancellation only.
  private static let forever = Duration.seconds(3_600)

  private static func hung(_ report: Report) throws -> Counterexample {
    guard case .hung(let found) = report.outcome else {
      Issue.record("\(report.text())")
      throw CancellationError()
    }
    return found
  }

  @Test(arguments: [1, 2])
  func `a body that never suspends is left behind, and the run returns`(workers: Int) async throws {
    let release = Release()
    defer { release.open() }
    let told = Seen<Bool>()
    let property = Property(9, "Spins", for: Gen<Int>.int(0...9)) { number in if number == 7 { release.spin() } }
    var settings = RunSettings(seed: 3, workers: workers, caseLimit: Self.soon)
    settings.onHang = { told.add($0.passed) }
    let report = await check(property, settings)
    let found = try Self.hung(report)
    #expect(found.value as? Int == 7)
    #expect(found.generatedBy?.description.hasPrefix("vc1:9:3:") == true && found.token != nil)
    #expect(report.warnings.contains { $0.contains("left behind") })
    #expect(told.values == [false])
    #expect(!report.passed)
  }

  @Test func `a body that waits is cancelled and nothing is left behind`() async throws {
    let property = Property(9, "Waits", for: Gen<Int>.int(0...9)) { number in
      if number == 7 { try await Task.sleep(for: Self.forever) }
    }
    let report = await check(property, RunSettings(workers: 2, caseLimit: Self.soon))
    #expect(try Self.hung(report).value as? Int == 7)
    #expect(report.warnings.isEmpty)
    let again = await check(property, RunSettings(replay: try Self.hung(report).token, caseLimit: Self.soon))
    #expect(try Self.hung(again).value as? Int == 7)
    let generated = RunSettings(replay: try Self.hung(report).generatedBy, caseLimit: Self.soon)
    #expect(try Self.hung(await check(property, generated)).value as? Int == 7)
  }

  @Test func `a generator that never ends is found, too`() async throws {
    let release = Release()
    defer { release.open() }
    let generator = Gen<Int> { source throws(Discard) in
      let number = try source.draw(.int(0...9))
      if number == 4 { release.spin() }
      return number
    }
    let report = await check(Property(9, "Endless", for: generator) { _ in }, RunSettings(caseLimit: Self.soon))
    let found = try Self.hung(report)
    #expect(found.text.contains("the generator did not end") && found.generatedBy != nil)
  }

  @Test func `an example that never ends is named`() async throws {
    let property = Property(9, "Example", for: Gen<Int>.int(0...9), examples: [1, 50]) { number in
      if number == 50 { try await Task.sleep(for: Self.forever) }
    }
    #expect(try Self.hung(await check(property, RunSettings(caseLimit: Self.soon))).origin == .example(1))
  }

  /// Fails for five elements and more; after that, waits for ever on the lists for which `waits` says so.
  private static func shrinking(_ waits: @escaping @Sendable ([Int]) -> Bool) -> Property {
    let hasFailed = Release()
    return Property("Shrinks", for: .array(of: Gen<Int>.int(0...9), count: 1...30)) { list in
      if list.count >= 5 { hasFailed.open() }
      if hasFailed.isOpen, waits(list) { try await Task.sleep(for: Self.forever) }
      try require(list.count < 5)
    }
  }

  @Test func `a smaller case that waits for ever counts as not failing, and shrinking goes on`() async {
    let settings = RunSettings(seed: 1, caseLimit: Self.soon, maximumOthers: 0)
    let report = await check(Self.shrinking { $0 == [0] }, settings)
    #expect(report.counterexample?.value as? [Int] == [0, 0, 0, 0, 0])
    #expect(report.warnings.count == 1 && report.warnings[0].hasPrefix("1 smaller cases were cancelled"))
    guard case .falsified = report.outcome else {
      Issue.record("\(report.text())")
      return
    }
  }

  @Test func `shrinking ends after a few cases that wait for ever`() async {
    let settings = RunSettings(seed: 1, caseLimit: Self.soon, maximumOthers: 0)
    let report = await check(Self.shrinking { $0.count < 5 }, settings)
    #expect((report.counterexample?.value as? [Int])?.count ?? 0 >= 5)
    #expect(report.warnings.count == 1 && report.warnings[0].hasSuffix("shrinking ended early"))
    guard case .falsified = report.outcome else {
      Issue.record("\(report.text())")
      return
    }
  }

  @Test func `a smaller case that spins for ever ends the shrinking, and the failure is told`() async {
    let release = Release()
    defer { release.open() }
    let property = Property("Spins small", for: .array(of: Gen<Int>.int(0...9), count: 0...30)) { list in
      if list.isEmpty { return release.spin() }
      try require(list.count < 5)
    }
    let report = await check(property, RunSettings(seed: 5, caseLimit: Self.soon))
    switch report.outcome {
    case .falsified(let found):
      #expect((found.value as? [Int])?.count ?? 0 >= 5 && found.token != nil)
      #expect(report.warnings.contains { $0.contains("shrinking ended early") })
    case .hung: break  // An empty list came by chance before a long one.
    default: Issue.record("\(report.text())")
    }
  }

  @Test func `a run that is cancelled returns and does not pass`() async {
    let (started, start) = AsyncStream<Void>.makeStream()
    let property = Property("Cancelled", for: Gen<Int>.any) { _ in
      start.yield()
      try await Task.sleep(for: Self.forever)
    }
    for limit in [Self.forever, nil] {
      let run = Task { await check(property, RunSettings(caseLimit: limit)) }
      for await _ in started { break }
      run.cancel()
      #expect(await !run.value.passed)
    }
  }
}
