import PropertyTesting

/// One report of each outcome, made by hand.
enum ReportSamples {
  enum Refusal: Error { case busy }
  struct TimedOut: Error, CustomStringConvertible {
    let description = "no end after 10 s"
  }

  static var all: [Report] {
    [passed, falsified, coverageMissed, gaveUp, flaky, hung, unhealthy, nothingRan, doesNotFit]
  }

  static let passed = Report(
    "Queue order", number: 18, ended: .passed, cases: 200, discards: 50,
    discardReasons: [LabelCount("empty queue", 30, of: 50), LabelCount("no caller", 20, of: 50)],
    labels: [
      LabelCount("one tenant", 180, of: 200), LabelCount("several tenants", 19, of: 200),
      LabelCount("電話 😀", 1, of: 200),
    ],
    coverage: [CoverageShare(Coverage("several tenants", atLeast: 5), hits: 19, of: 200)], seed: 42,
    elapsed: .milliseconds(1_250), warnings: ["the seed folder is read-only"])

  static let falsified = Report(
    "Callers keep their tries", ended: .falsified(callers), cases: 7, seed: 42, evaluations: 31,
    others: [
      Counterexample(
        of: 3, failing: Failure(thrown: Refusal.busy), from: .generated(case: 9),
        token: ReplayToken("vc1c:callers-keep-their-tries:AAAbR"))
    ])

  static var callers: Counterexample {
    let actual = ReportTextTests.Caller(kind: .known(name: "a caller with a long name"), tries: [0, 1])
    let expected = ReportTextTests.Caller(kind: .known(name: "a caller with a long nome"), tries: [0, 2])
    let failure: Failure
    do {
      try requireEqual(actual, expected, "kept", file: "Laws/Callers.swift", line: 3)
      failure = Failure(thrown: TimedOut())
    } catch {
      failure = Failure(thrown: error)
    }
    return Counterexample(
      of: ReportTextTests.Caller(kind: .withheld, tries: [0, 1]), failing: failure, from: .generated(case: 6),
      token: ReplayToken("vc1c:callers-keep-their-tries:AAtG"),
      generatedBy: ReplayToken("vc1:callers-keep-their-tries:2a:6"), evaluations: 31)
  }

  static let missed = CoverageShare(Coverage("overflow", atLeast: 5), hits: 2, of: 6_400)
  static let coverageMissed = Report(
    "Queues overflow", ended: .coverageMissed([missed]), cases: 100,
    coverage: [missed, CoverageShare(Coverage("full", atLeast: 0.1), hits: 16, of: 6_400)], seed: 42)

  static let gaveUp = Report(
    "Never", ended: .gaveUp(discards: 1_001), cases: 3, discards: 1_001,
    discardReasons: [LabelCount("never", 1_001, of: 1_001)], seed: 42)

  static let flaky = Report(
    "Tired",
    ended: .flaky(
      Counterexample(
        of: [1], failing: Failure(thrown: Refusal.busy), from: .replayed, token: ReplayToken("vc1c:tired:AAwE"))),
    cases: 4, seed: 42)

  static let hung = Report(
    "Waits",
    ended: .hung(Counterexample(of: 2, failing: Failure(thrown: TimedOut()), from: .generated(case: 3))), cases: 4,
    seed: 42)

  static let unhealthy = Report(
    "Large", ended: .unhealthy("of 100 cases, 40 were too large; make smaller ones"), cases: 100, seed: 42)

  static let nothingRan = Report("Empty", ended: .nothingRan("no cases were asked for"), seed: 42)

  static let doesNotFit = Report(
    "Old", ended: .replayDoesNotFit("the case of this token does not fit the generator any more"), seed: 42)
}
