import PropertyTesting
import Testing
import VerifyCommand

@Suite("Cases that end their process, made smaller")
struct DeadlyCaseTests {
  private static let lists = Gen<[Int]>.array(of: .int(0...1_000), count: 0...9)
  /// The law as the command has it; its body must not run in this process.
  private static let deadly = Property(6, "Lists", for: lists) { _ in Issue.record("the body ran here") }
  private static let law = IsolatedLaw(
    number: 6, title: "Lists", subject: "core",
    settings: RunSettings(seed: 0x1f, caseLimit: .seconds(2), saved: nil))

  /// What the case of a token does to its process: a large sum traps, a larger one elsewhere.
  private static func end(_ arguments: [String]) async -> ChildEnd {
    guard let place = arguments.firstIndex(of: "--replay"), let token = ReplayToken(arguments[place + 1]) else {
      return .notStarted("no token")
    }
    let twin = Property(6, "Lists", for: lists) { list in
      let sum = list.reduce(0, +)
      try require(sum < 1_500 || sum > 6_000, "one")
      try require(sum < 6_000, "other")
    }
    let report = await check(twin, RunSettings(replay: token, maximumShrinkEvaluations: 0))
    switch report.counterexample?.failure.message {
    case "one"?: return .killed(signal: 4, diagnostics: "A.swift:3: Fatal error: sum of \(token)")
    case .some: return .killed(signal: 4, diagnostics: "B.swift:9: Fatal error: elsewhere")
    case nil:
      return .exited(code: 0, output: JSONReport.text([Sample.row(.held)], Sample.head), diagnostics: "")
    }
  }

  private static func traps() async throws -> ReplayToken {
    for index in 0..<200 {
      let token = try #require(ReplayToken("vc1:6:1f:\(index)"))
      let end = await end(["--replay", "\(token)"])
      if end.trapMessage?.hasPrefix("A.swift") == true { return token }
    }
    throw RequirementFailure("no case traps", fileID: #fileID, line: #line)
  }

  @Test func `the smallest case that traps at the same place is named`() async throws {
    let token = try await Self.traps()
    let row = try #require(
      await DeadlyCase(Self.law, Self.deadly, limit: .seconds(60)) { arguments, _ in await Self.end(arguments) }
        .row(token))
    #expect(row.verdict == .crashed && row.smallest == "[500, 1000]")
    #expect(row.token?.hasPrefix("vc1c:6:") == true && row.warnings.isEmpty)
    #expect(row.evaluations > 2 && row.evaluations <= 300)
  }

  @Test func `no candidate begins when time is up, and a case that holds gives no row`() async throws {
    let token = try await Self.traps()
    let late = await DeadlyCase(Self.law, Self.deadly, limit: .zero) { arguments, _ in await Self.end(arguments) }
      .row(token)
    #expect(late == nil)
    let held = await DeadlyCase(Self.law, Self.deadly, limit: .seconds(60)) { _, _ in
      .exited(code: 0, output: JSONReport.text([Sample.row(.held)], Sample.head), diagnostics: "")
    }.row(token)
    #expect(held == nil)
  }

  @Test func `a case that never ends is made smaller by those that don't either`() async throws {
    let token = try await Self.traps()
    let row = await DeadlyCase(Self.law, Self.deadly, limit: .seconds(60)) { arguments, _ in
      guard await Self.end(arguments).isDeath else { return await Self.end(arguments) }
      return .exited(code: 1, output: JSONReport.text([Sample.row(.hung)], Sample.head), diagnostics: "")
    }.row(token)
    #expect(row?.verdict == .hung && row?.smallest == "[500, 1000]")
  }

  @Test(arguments: [Verdict.crashed, .hung])
  func `a law in a process of its own is reported with its smallest case`(verdict: Verdict) async {
    let row = await Isolation(limit: .seconds(5)) { arguments, _ in
      var answer = Sample.row(verdict, failure: "as found")
      answer.token = "vc1:6:1f:0"
      answer.error = "no end"
      if arguments.contains("--smaller") {
        (answer.token, answer.smallest, answer.evaluations) = ("vc1:6:1f:1", "[\n  1,\n]", 12)
      } else if verdict == .crashed {
        return .killed(signal: 4, diagnostics: "")
      }
      return .exited(code: 1, output: JSONReport.text([answer], Sample.head), diagnostics: "")
    }.row(IsolatedLaw(number: 6, title: "Lists", subject: "core", settings: RunSettings(cases: 1, seed: 0x1f)))
    #expect(row.verdict == verdict && row.smallest == "[\n  1,\n]" && row.evaluations == 12)
    #expect(row.token == "vc1:6:1f:1" && row.replay?.hasSuffix("--replay vc1:6:1f:1") == true)
    #expect(row.failure?.contains("made small in 12 processes:\n    [\n      1,\n    ]\n") == true)
    #expect(row.failure?.hasSuffix("--replay vc1:6:1f:0") == true)
  }
}
