import PropertyTesting
import Testing

@Suite("Workers")
struct WorkersTests {
  private struct Odd: Error {}

  static let lists = Gen<[Int]>.array(of: .int(0...1_000), count: 0...12)

  static let properties: [Property] = [
    Property("holds", for: lists, labels: { $0.isEmpty ? ["empty"] : ["full", "\($0.count / 4)"] }) { _ in },
    Property("fails", for: lists) { try require($0.reduce(0, +) < 2_000) },
    Property("fails late", for: .int(0...1_000_000)) { try require(!(500_000...502_000).contains($0)) },
    Property("discards", for: lists) { list in if list.count % 4 != 1 { throw Discard("one of four") } },
    Property("discards in the generator", for: Gen<Int>.int(0...99).filter("small") { $0 < 30 }) { _ in },
    Property("gives up", for: lists) { list in if list.count != 11 || list[0] != 7 { throw Discard("hardly ever") } },
    Property("misses", for: lists, classifying: [.cover("empty", atLeast: 60) { $0.isEmpty }]) { _ in },
    Property("covers", for: lists, classifying: [.sometimes("long") { $0.count > 10 }]) { _ in },
    Property("three bugs", for: lists) { list in
      try require(list.count < 9)
      try require(!list.contains { $0 > 900 })
      if list.count == 5 { throw Odd() }
    },
    Property("suspends", for: lists) { list in
      await Task.yield()
      try require(list.count < 12)
    },
  ]

  static func told(_ report: Report) -> [String] {
    [
      report.text(), "\(report.cases) \(report.discards) \(report.evaluations) \(report.warnings)",
      "\(report.discardReasons)", "\(report.labels)", "\(report.coverage)",
    ] + report.others.map { "\($0.text) \($0.failure) \($0.token as Any) \($0.generatedBy as Any)" }
  }

  @Test(arguments: properties.indices)
  func `any number of workers gives the report of one`(_ place: Int) async {
    for seed in UInt64(0)..<6 {
      for cases in [1, 10, 100, 700] {
        var settings = RunSettings(cases: cases, seed: seed, maximumCoverageSamples: 3_000)
        let one = Self.told(await check(Self.properties[place], settings))
        for workers in 2...4 {
          settings.workers = workers
          let several = Self.told(await check(Self.properties[place], settings))
          #expect(several == one, "seed \(seed), \(cases) cases, \(workers) workers")
        }
      }
    }
  }

  @Test func `workers without a limit in time give the same report as well`() async {
    for property in Self.properties {
      let one = Self.told(await check(property, RunSettings(caseLimit: nil)))
      #expect(Self.told(await check(property, RunSettings(workers: 2, caseLimit: nil))) == one)
      #expect(Self.told(await check(property)) == one)
    }
  }

  @Test func `no case runs twice and none is left out`() async {
    let seen = Seen<Int>()
    let property = Property("all", for: Gen<Int>.int(0...1_000_000)) { seen.add($0) }
    _ = await check(property, RunSettings(cases: 1_000, workers: 3))
    let alone = Seen<Int>()
    _ = await check(Property("all", for: Gen<Int>.int(0...1_000_000)) { alone.add($0) }, RunSettings(cases: 1_000))
    #expect(seen.values.sorted() == alone.values.sorted())
  }

  @Test(arguments: [Duration.seconds(10), nil])
  func `more workers than threads are to be had are fewer, with a word`(limit: Duration?) async {
    let property = Property("holds", for: Gen<Int>.int(0...9)) { _ in }
    let most = RunSettings.mostWorkers
    let report = await check(property, RunSettings(cases: 2_000, workers: 10_000, caseLimit: limit))
    #expect(report.passed && report.cases == 2_000)
    #expect(report.warnings == ["10000 workers were asked for; \(most) work, which is the most there are"])
    #expect(await check(property, RunSettings(workers: most)).warnings.isEmpty)
  }
}
