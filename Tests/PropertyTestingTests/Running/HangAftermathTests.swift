import PropertyTesting
import Synchronization
import Testing

@Suite("After a case that does not end", .serialized)
struct HangAftermathTests {
  /// Opens once and stays open; ends the bodies that a test leaves behind.
  private final class Gate: Sendable {
    private let flag = Atomic(false)
    var isOpen: Bool { flag.load(ordering: .relaxed) }
    /// Whether it was open before.
    @discardableResult func open() -> Bool { flag.exchange(true, ordering: .relaxed) }
    func spin() { while !isOpen {} }
  }

  /// Keeps failures in memory.
  private struct Shelf: SavedFailures {
    var kept: [SavedFailure] = []
    let added = Seen<SavedFailure>()

    func page(for property: String) -> SavedPage { SavedPage(failures: kept) }
    func add(_ failure: SavedFailure, for property: String) { added.add(failure) }
  }

  private static let soon = Duration.seconds(1)
  private static let forever = Duration.seconds(3_600)

  @Test func `a generator that never ends on a saved case ends the run with its token`() async throws {
    let release = Gate()
    defer { release.open() }
    let token = try #require(ReplayToken("vc1:9:1:0"))
    let generator = Gen<Int> { source throws(Discard) in
      release.spin()
      return try source.draw(.int(0...9))
    }
    let saved = Shelf(kept: [SavedFailure(token: token, origin: "here")])
    let report = await check(
      Property(9, "Endless", for: generator) { _ in }, RunSettings(caseLimit: Self.soon, saved: saved))
    guard case .hung(let found) = report.outcome else {
      Issue.record("\(report.text())")
      return
    }
    #expect(found.generatedBy == token && found.origin == .replayed)
    #expect(found.text.contains("the generator did not end"))
  }

  @Test func `further bugs are sought after a smaller case that waited for ever`() async {
    let (hasFailed, hasWaited) = (Gate(), Gate())
    let property = Property("Two bugs", for: .array(of: Gen<Int>.int(0...9), count: 1...30)) { list in
      if list.count >= 3 { hasFailed.open() }
      if list.count < 3, hasFailed.isOpen, !hasWaited.open() { try await Task.sleep(for: Self.forever) }
      try Task.checkCancellation()
      try require(list.count != 3, "three")
      try require(list.count < 5, "long")
    }
    let report = await check(property, RunSettings(cases: 500, seed: 1, caseLimit: Self.soon))
    #expect(report.counterexample != nil && report.others.count == 1, "\(report.text())")
    let values = ([report.counterexample].compactMap(\.self) + report.others).map { $0.value as? [Int] }
    #expect(values.contains([0, 0, 0]) && values.contains([0, 0, 0, 0, 0]))
    #expect(report.warnings.count == 1 && report.warnings[0].hasPrefix("1 smaller cases were cancelled"))
  }

  @Test func `a failure whose shrinking is left behind is saved as small as it got`() async {
    let release = Gate()
    defer { release.open() }
    let property = Property("Spins small", for: .array(of: Gen<Int>.int(0...9), count: 2...30)) { list in
      try require(list.count < 5)
      // Only shrinking gets here: chance draws no two zeros before a long list.
      if list == [0, 0] { release.spin() }
    }
    let shelf = Shelf()
    let report = await check(property, RunSettings(seed: 5, caseLimit: Self.soon, saved: shelf))
    guard case .falsified(let found) = report.outcome else {
      Issue.record("\(report.text())")
      return
    }
    #expect(report.warnings.contains { $0.contains("shrinking ended early") })
    #expect(shelf.added.values.map(\.token) == [found.token].compactMap(\.self) && found.token != nil)
  }

  @Test func `a value that can't be made again while its case hangs doesn't keep the run from returning`() async {
    let (release, hangs) = (Gate(), Gate())
    defer { release.open() }
    let generator = Gen<Int> { source throws(Discard) in
      let number = try source.draw(.int(0...9))
      // As a generator that shares a lock with the body would.
      if hangs.isOpen { release.spin() }
      return number
    }
    let property = Property(9, "Shares a lock", for: generator) { number in
      guard number == 7 else { return }
      hangs.open()
      release.spin()
    }
    let report = await check(property, RunSettings(seed: 3, caseLimit: Self.soon))
    guard case .hung(let found) = report.outcome else {
      Issue.record("\(report.text())")
      return
    }
    #expect(found.generatedBy?.description.hasPrefix("vc1:9:3:") == true && found.token == nil)
    #expect(found.text.contains("could not be made again"))
  }

  @Test func `a store that never answers doesn't keep a run from returning whose case is left behind`() async {
    struct Away: SavedFailures {
      let release: Gate
      let isAsked = Gate()
      func page(for property: String) -> SavedPage {
        if isAsked.open() { release.spin() }
        return SavedPage()
      }
      func add(_ failure: SavedFailure, for property: String) {}
    }
    let release = Gate()
    defer { release.open() }
    let property = Property("Spins small", for: .array(of: Gen<Int>.int(0...9), count: 2...30)) { list in
      try require(list.count < 5)
      if list == [0, 0] { release.spin() }
    }
    let settings = RunSettings(seed: 5, caseLimit: Self.soon, saved: Away(release: release))
    let report = await check(property, settings)
    #expect(report.counterexample != nil && report.warnings.contains { $0.contains("not saved") })
  }
}
