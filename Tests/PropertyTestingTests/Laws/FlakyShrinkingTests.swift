import PropertyTesting
import Synchronization
import Testing

@Suite("A law that changes its mind while it is made small")
struct FlakyShrinkingTests {
  /// The check every 200 evaluations may find the case holding right after it became much smaller.
  @Test func `is told to be flaky, at whatever evaluation it changes`() async {
    for turn in stride(from: 150, through: 650, by: 1) {
      let runs = Atomic(0)
      let property = Property("moody", for: .array(of: .array(of: .int(0...999), count: 0...30), count: 10...40)) {
        lists in
        let run = runs.add(1, ordering: .relaxed).newValue
        try require(run >= turn || lists.map { $0.reduce(0, +) }.reduce(0, +) < 1_000 + run % 7)
      }
      let report = await check(property, RunSettings(cases: 5, seed: UInt64(turn), maximumOthers: 0))
      #expect(!report.passed || runs.load(ordering: .relaxed) <= 5)
    }
  }
}
