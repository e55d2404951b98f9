import HarnessTrials
import PropertyTesting
import Testing

@Suite("The shrinking challenge")
struct ChallengeTests {
  @Test(.timeLimit(.minutes(1)), arguments: Challenge.all)
  func `every seed of a challenge ends at its ideal`(_ challenge: Challenge) async {
    for seed in UInt64(0)..<20 {
      let report = await check(
        challenge.property, RunSettings(cases: challenge.cases, seed: seed, maximumDiscardRatio: 100))
      guard case .falsified(let found) = report.outcome else {
        Issue.record("seed \(seed): \(report.text())")
        continue
      }
      #expect(challenge.isIdeal(found.value), "seed \(seed): \(found.text)")
      #expect(report.evaluations <= 400)
    }
  }
}
