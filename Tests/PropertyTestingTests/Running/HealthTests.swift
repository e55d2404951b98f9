import PropertyTesting
import Testing

@Suite("The health of a run")
struct HealthTests {
  private static func giants(_ giants: Int, of all: Int) -> Gen<Int> {
    gen { source in
      let number = try source.draw(.int(0...(all - 1)))
      if number < giants { _ = try source.draw(.array(of: .int(0...9), count: 9_000...9_000)) }
      return number
    }
  }

  @Test(arguments: [0, -1])
  func `no cases demanded is no pass`(cases: Int) async {
    for examples in [[], [1]] {
      let report = await check(Property("none", for: .just(1), examples: examples) { _ in }, RunSettings(cases: cases))
      guard case .nothingRan(let reason) = report.outcome else {
        Issue.record("\(report.outcome)")
        return
      }
      #expect(reason.contains("RunSettings.cases") && !report.passed)
    }
  }

  @Test func `when every case wants too many choices nothing was run`() async {
    let property = Property("giant", for: Self.giants(10, of: 10)) { _ in Issue.record("the body ran") }
    guard case .nothingRan(let reason) = await check(property).outcome else {
      Issue.record("it ran")
      return
    }
    #expect(reason.contains("smaller values"))
  }

  @Test func `up to a fifth of too many choices is fine, more is unhealthy`() async {
    #expect(await check(Property("few", for: Self.giants(1, of: 10)) { _ in }).passed)
    let report = await check(Property("many", for: Self.giants(4, of: 10)) { _ in })
    guard case .unhealthy(let reason) = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(reason.contains("8192 choices") && !report.passed)
  }

  @Test func `values of very many choices are unhealthy, those of many are fine`() async {
    func property(_ length: Int) -> Property {
      Property("long", for: .array(of: Gen<Int>.int(0...9), count: length...length)) { _ in }
    }
    #expect(await check(property(4_000), RunSettings(cases: 20)).passed)
    guard case .unhealthy(let reason) = await check(property(4_001), RunSettings(cases: 20)).outcome else {
      Issue.record("healthy")
      return
    }
    #expect(reason.contains("4001 choices on average"))
  }

  @Test func `a failure is told before any sickness`() async {
    let report = await check(Property("many", for: Self.giants(4, of: 10)) { try require($0 < 9) })
    #expect(report.counterexample?.value as? Int == 9)
  }

  @Test func `giving up says what to do`() async {
    let report = await check(Property("never", for: Gen<Int>.any.filter("odd") { _ in false }) { _ in })
    #expect(report.warnings.contains { $0.contains("instead of filtering") })
    #expect(report.discardReasons.map(\.label) == ["odd"])
  }

  @Test func `an example that is discarded is told of`() async {
    let property = Property("odd", for: .just(1), examples: [2]) { if $0 == 2 { throw Discard("odd") } }
    let report = await check(property)
    #expect(report.passed && report.warnings.count == 1 && report.warnings[0].contains("example 1"))
  }
}
