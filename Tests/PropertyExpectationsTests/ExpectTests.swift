import PropertyExpectations
import PropertyTesting
import Synchronization
import Testing

@Suite("A law as a test")
struct ExpectTests {
  /// The issues that `body` records, in words, with their lines.
  private func issues(_ body: @Sendable () async -> Void) async throws -> [(text: String, line: Int?)] {
    let recorded = Mutex<[(text: String, line: Int?)]>([])
    let test = try #require(Test.current)
    let trait: IssueHandlingTrait = .filterIssues { issue in
      recorded.withLock { $0.append(("\(issue)", issue.sourceLocation?.line)) }
      return false
    }
    try await trait.provideScope(for: test, testCase: Test.Case.current) { await body() }
    return recorded.withLock { $0 }
  }

  @Test func `a law that holds records nothing`() async {
    let report = await expect(Property("sum", for: Gen<Int>.int(0...9)) { try require($0 + 0 == $0) })
    #expect(report.passed)
  }

  @Test func `a falsified law records one issue, at its line, with story and token`() async throws {
    let line = #line + 2
    let found = try await issues {
      await expect(Property("false", for: Gen<Int>.int(0...9)) { try require($0 < 5) })
    }
    #expect(found.count == 1)
    #expect(found.first?.line == line)
    #expect(found.first?.text.contains("falsified") == true)
    #expect(found.first?.text.contains("run it again: PROPERTY_REPLAY=vc1c:false:") == true)
    #expect(found.first?.text.contains("ExpectTests.swift:\(line)") == true)
  }

  @Test func `the sugar reads like the sentence`() async {
    await expect("reversing twice is the identity", for: .array(of: .int(0...9))) { list in
      try requireEqual(list.reversed().reversed(), list)
    }
  }

  @Test func `an expectation of Swift Testing in a body fails the case and is one issue`() async throws {
    let found = try await issues {
      await expect("small", for: .int(0...1_000)) { number in
        #expect(number < 50)
      }
    }
    #expect(found.count == 1)
    #expect(found.first?.text.contains("    50\n") == true)
    let required = try await issues {
      await expect("small too", for: .int(0...1_000)) { number in
        try #require(number < 50)
      }
    }
    #expect(required.count == 1)
    #expect(required.first?.text.contains("    50\n") == true)
    #expect(required.first?.text.contains("error: Expectation failed: (number → 50) < 50 (PropertyExp") == true)
  }

  @Test func `in a property made elsewhere a requirement of Swift Testing fails the case, an expectation is told`()
    async throws
  {
    let required = try await issues {
      await expect(Property("elsewhere", for: .int(0...1_000)) { number in try #require(number < 50) })
    }
    #expect(required.count == 1)
    #expect(required.first?.text.contains("    50\n") == true)
    let expected = try await issues {
      await expect(Property("elsewhere", for: .int(0...1_000)) { number in #expect(number < 50) })
    }
    #expect(expected.count == 1)
    #expect(expected.first?.text.contains("recorded an issue without throwing") == true)
  }

  @Test func `a warning in a body fails no case and is told once`() async throws {
    let found = try await issues {
      await expect("warned", for: .int(0...9)) { _ in Issue.record("beware", severity: .warning) }
      await expect(Property("warned too", for: .int(0...9)) { _ in Issue.record("take care", severity: .warning) })
    }
    #expect(found.map(\.text).filter { $0.contains("beware") }.count == 1)
    #expect(found.map(\.text).filter { $0.contains("take care") }.count == 1)
    #expect(found.count == 2, "\(found.map(\.text))")
  }

  @Test func `issues outside of laws are recorded as ever`() async throws {
    let found = try await issues {
      await expect("holds", for: .int(0...9)) { _ in }
      Issue.record("after the law")
    }
    #expect(found.count == 1)
    #expect(found.first?.text.contains("after the law") == true)
  }

  @Test func `an empty check is an issue`() async throws {
    let found = try await issues {
      await expect(Property("empty", for: .int(0...9)) { _ in }, RunSettings(cases: 0))
    }
    #expect(found.count == 1)
  }

  @Test func `a missed coverage shows its table`() async throws {
    let found = try await issues {
      await expect(
        "rare", for: .int(0...9_999), labels: { [$0 == 77 ? "rare" : "common"] },
        coverage: [Coverage("rare", atLeast: 50)]
      ) { _ in }
    }
    #expect(found.count == 1)
    #expect(found.first?.text.contains("demanded at least 50.0 %") == true)
  }

  @Test(.cases(7), .seed(3)) func `traits set cases and seed`() async {
    let report = await expect("seven", for: .int(0...9)) { _ in }
    #expect(report.cases == 7 && report.seed == 3)
    #expect(await expect(Property("two", for: .int(0...9)) { _ in }, RunSettings(cases: 2)).cases == 2)
  }

  @Test(.replay("vc1:one:1:5")) func `a token replays the law that it belongs to, others run as usual`() async {
    #expect(await expect("one", for: .int(0...9)) { _ in }.cases == 1)
    #expect(await expect("two", for: .int(0...9)) { _ in }.cases == 100)
  }

  @Test func `the environment wins, and what it gets wrong is told`() {
    let property = Property(6, "six", for: .int(0...9)) { _ in }
    let values = ["PROPERTY_SEED": "0xff", "PROPERTY_CASES": "12", "PROPERTY_REPLAY": "vc1:6:1:1"]
    let environment = LawEnvironment { values[$0] }
    let settings = environment.applied(to: RunSettings(cases: 5, seed: 1), property)
    #expect(settings.cases == 12 && settings.seed == 255 && settings.replay?.description == "vc1:6:1:1")
    #expect(environment.applied(to: RunSettings(), Property(7, "seven", for: .just(1)) { _ in }).replay == nil)
    #expect(environment.problems.isEmpty)
    let wrong = LawEnvironment { _ in "none\n" }
    #expect(wrong.problems.count == 3)
    #expect(wrong.problems.last == #"PROPERTY_CASES: expected a number of 1 or more, not "none\n""#)
    #expect(LawEnvironment { _ in "" }.problems.isEmpty)
  }

  @Test func `a token that no law took is told of`() {
    let environment = LawEnvironment { $0 == "PROPERTY_REPLAY" ? "vc1:six:1:1" : nil }
    #expect(environment.unmet(laws: ["five", "six"]) == nil)
    #expect(LawEnvironment { _ in nil }.unmet(laws: []) == nil)
    #expect(
      environment.unmet(laws: ["five", "four", "five"])
        == "PROPERTY_REPLAY: no law called six was run, so nothing was replayed; those that were: five, four")
    #expect(
      environment.unmet(laws: [])
        == "PROPERTY_REPLAY: no law called six was run, so nothing was replayed; none was run at all")
  }
}

@Suite("Settings of a suite", .cases(11), .seed(9))
struct SuiteSettingsTests {
  @Test(.cases(3)) func `hold for its laws, inner ones win`() async {
    let report = await expect("three", for: .int(0...9)) { _ in }
    #expect(report.cases == 3 && report.seed == 9)
  }
}
