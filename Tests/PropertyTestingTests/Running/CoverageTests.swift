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
