import PropertyTesting
import Testing

@Suite("Labels and coverage")
struct CoverageTests {
  @Test func `labels are counted and demanded shares are judged`() async {
    func property(_ percent: Double) -> Property {
      Property(
        3, "Small", for: Gen<Int>.int(0...9), labels: { $0 < 2 ? ["small"] : ["large", "large"] },
        coverage: [Coverage("small", atLeast: percent)]
      ) { _ in }
    }
    let met = await check(property(15))
    #expect(met.passed)
    #expect(met.cases == 100)
    #expect(Set(met.labels.map(\.label)) == ["small", "large"])
    #expect(met.labels.map(\.count).reduce(0, +) == 100)
    let missed = await check(property(30))
    guard case .coverageMissed(let shares) = missed.outcome else {
      Issue.record("\(missed.outcome)")
      return
    }
    #expect(shares.map(\.demand.label) == ["small"])
    #expect(shares[0].samples > 100)
    #expect(!missed.passed)
  }

  @Test func `a label that never comes is missed, without running the body more often`() async {
    let seen = Seen<Int>()
    let property = Property("never", for: Gen<Int>.int(0...9), coverage: [Coverage("never", atLeast: 1)]) {
      seen.add($0)
    }
    guard case .coverageMissed = await check(property).outcome else {
      Issue.record("met")
      return
    }
    #expect(seen.values.count == 100)
  }
}

@Suite("Classifying")
struct ClassifyingTests {
  static let property = Property(
    "classified", for: Gen<Int>.int(0...9),
    classifying: [
      .label("zero") { $0 == 0 },
      .cover("even", atLeast: 40) { $0.isMultiple(of: 2) },
      .collect("half") { $0 < 5 ? "low" : "high" },
      .sometimes("nine") { $0 == 9 },
    ]
  ) { _ in }

  @Test func `labels are counted, collected and demanded in one list`() async {
    let report = await check(Self.property, RunSettings(cases: 400))
    #expect(report.passed)
    #expect(Set(report.labels.map(\.label)) == ["zero", "even", "nine", "half: low", "half: high"])
    #expect(report.labels.filter { $0.label.hasPrefix("half") }.map(\.count).reduce(0, +) == 400)
    #expect(report.coverage.map(\.demand.label) == ["even", "nine"])
    #expect(report.coverage.map(\.demand.description) == ["at least 40.0 %", "at least once"])
  }

  @Test func `what should come sometimes may come among the values drawn besides`() async {
    let ran = Seen<Int>()
    let property = Property(
      "rare", for: Gen<(Int, Int)>.pairs, classifying: [.sometimes("both") { $0 == (15, 15) }]
    ) { ran.add($0.0) }
    let report = await check(property, RunSettings(cases: 5, seed: 3))
    #expect(report.passed && ran.values.count == 5 && report.coverage[0].samples > 5)
  }

  @Test func `what never comes is missed`() async {
    let property = Property("never", for: .int(0...9), classifying: [.sometimes("ten") { $0 == 10 }]) { _ in }
    guard case .coverageMissed(let missed) = await check(property).outcome else {
      Issue.record("met")
      return
    }
    #expect(missed.map(\.demand.label) == ["ten"] && missed[0].hits == 0)
  }

  @Test func `labels and rules go together`() async {
    let property = Property(
      "both", for: Gen<Int>.int(0...9), labels: { $0 < 5 ? ["low"] : [] }, coverage: [Coverage("low", atLeast: 20)],
      classifying: [.cover("odd", atLeast: 20) { $0 % 2 == 1 }]
    ) { _ in }
    let report = await check(property)
    #expect(report.passed && report.coverage.map(\.demand.label) == ["low", "odd"])
  }
}

@Suite("The statistics of coverage")
struct CoverageStatisticsTests {
  @Test(arguments: [1, 2, 10, 100])
  func `a share that is just as demanded is never called missed`(cases: Int) async {
    var alarms = 0
    for seed in UInt64(0)..<300 {
      let demand = Gen<Int>.tenths
      let property = Property("exact", for: demand, classifying: [.cover("it", atLeast: 90) { $0 > 0 }]) { _ in }
      let settings = RunSettings(cases: cases, seed: seed, maximumCoverageSamples: 2_000)
      if await !check(property, settings).passed { alarms += 1 }
    }
    #expect(alarms == 0)
  }

  @Test func `a share of ninety-nine percent is not missed for one case without the label`() async {
    var alarms = 0
    for seed in UInt64(0)..<400 {
      let property = Property(
        "nearly all", for: Gen<(Int, Int)>.tenthPairs, classifying: [.cover("it", atLeast: 99) { $0 != (0, 0) }]
      ) { _ in }
      let settings = RunSettings(cases: 1, seed: seed, maximumCoverageSamples: 500)
      if await !check(property, settings).passed { alarms += 1 }
    }
    #expect(alarms == 0)
  }

  @Test func `half of the demand is always missed, twice the demand always met, also for small shares`() async {
    for seed in UInt64(0)..<20 {
      func property(_ percent: Double) -> Property {
        Property("one", for: Gen<(Int, Int)>.tenthPairs, classifying: [.cover("it", atLeast: percent) { $0 == (3, 3) }])
        { _ in }
      }
      #expect(await check(property(0.5), RunSettings(seed: seed)).passed)
      #expect(await !check(property(2), RunSettings(seed: seed)).passed)
    }
  }

  @Test func `a demand that is left undecided is met with a warning`() async {
    let property = Property("exact", for: Gen<Int>.tenths, classifying: [.cover("it", atLeast: 10) { $0 == 0 }]) { _ in
    }
    let report = await check(property, RunSettings(cases: 10, maximumCoverageSamples: 200))
    #expect(report.passed && report.coverage[0].samples == 200)
    #expect(report.warnings.count == 1 && report.warnings[0].contains("maximumCoverageSamples"))
  }
}

extension Gen where Value == Int {
  /// Ten numbers, each as likely as the others.
  fileprivate static var tenths: Gen<Int> { .int(0...9) }
}

extension Gen where Value == (Int, Int) {
  fileprivate static var pairs: Gen<(Int, Int)> { zip(.int(0...15), .int(0...15)) }
  fileprivate static var tenthPairs: Gen<(Int, Int)> { zip(.int(0...9), .int(0...9)) }
}
