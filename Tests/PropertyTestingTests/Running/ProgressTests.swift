import PropertyTesting
import Testing

@Suite("Progress")
struct ProgressTests {
  @Test func `phases come in order and counts only rise`() async {
    let seen = Seen<Progress>()
    let property = Property(
      "progress", for: .array(of: Gen<Int>.int(0...9), count: 0...40), examples: [[]],
      classifying: [.sometimes("long") { $0.count > 20 }]
    ) { _ in }
    var settings = RunSettings(cases: 5_000, workers: 2, progress: { seen.add($0) })
    settings.saved = FailureFolder("/dev/null/nowhere")
    _ = await check(property, settings)
    var phases: [Progress.Phase] = []
    for progress in seen.values where phases.last != progress.phase { phases.append(progress.phase) }
    #expect(phases == [.saved, .examples, .cases, .coverage])
    let counts = seen.values.map(\.cases)
    #expect(counts == counts.sorted() && counts.last == 5_000)
    #expect(seen.values.allSatisfy { $0.demanded == 5_000 })
    // At most one a hundred cases, and one a phase.
    #expect(seen.values.count > 20 && seen.values.count <= 54)
  }

  @Test func `shrinking tells its evaluations and the size of the best case`() async {
    let seen = Seen<Progress>()
    let property = Property("shrinks", for: .array(of: Gen<Int>.int(0...1_000))) { try require($0.reduce(0, +) < 999) }
    _ = await check(property, RunSettings(progress: { seen.add($0) }, progressInterval: 10))
    let shrinking = seen.values.filter { $0.phase == .shrinking }
    #expect(shrinking.count > 2)
    let sizes = shrinking.compactMap(\.bestSize)
    #expect(sizes.count == shrinking.count && sizes.last ?? 0 < sizes.first ?? 0)
    #expect(seen.values.contains { $0.phase == .furtherBugs })
  }
}
