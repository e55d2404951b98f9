import HarnessTrials
import PropertyTesting
import Testing

@Suite("Planted faults")
struct MutantTests {
  @Test func `there are at least forty, each said in a sentence of its own`() {
    #expect(Fault.allCases.count >= 40)
    #expect(Set(Fault.allCases.map(\.description)).count == Fault.allCases.count)
    #expect(Fault.allCases.allSatisfy { $0.description.hasSuffix(".") })
  }

  @Test(.timeLimit(.minutes(1)), arguments: Fault.allCases)
  func `a planted fault is found and told as a short story`(fault: Fault) async {
    let table = await MutantTable.measured(seeds: 20, faults: [fault])
    // The bar, 95 in 100, is for a hundred seeds; twenty may miss two.
    #expect((table.rows.first?.found ?? 0) >= 18, "\(table.text)")
    #expect((table.rows.first?.meanSteps ?? 99) <= 10, "\(table.text)")
  }

  @Test(arguments: TrialSubject.allCases)
  func `without a fault nothing is found`(subject: TrialSubject) async {
    for seed in UInt64(0)..<20 {
      let report = await check(subject.property(), RunSettings(seed: seed))
      #expect(report.passed, "\(report.text())")
    }
  }
}
