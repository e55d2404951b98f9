import PropertyTesting
import Testing

@Suite("The text of a report")
struct ReportTextTests {
  struct Caller: Sendable {
    enum Kind: Sendable { case known(name: String), withheld }
    let kind: Kind
    let tries: [Int]
  }

  @Test func `a failure tells the law, the smallest case, the error and how to run it again`() async {
    let callers = zip(.unicode(0...5), .array(of: .int(0...9))).map { Caller(kind: .known(name: $0), tries: $1) }
    let property = Property(6, "AI Transfer Logic", for: callers) { caller in
      try requireEqual(caller.tries.reduce(0, +) > 3, false, "tries")
    }
    let report = await check(property, RunSettings(seed: 1))
    let text = report.failureText(replay: "voicecore-verify --replay")
    let token = report.token?.description ?? ""
    let found = report.counterexample?.generatedBy?.description ?? ""
    let lines = text?.split(separator: "\n").map(String.init) ?? []
    #expect(lines.count == 6)
    #expect(lines.first?.hasPrefix("Property 6: AI Transfer Logic: falsified after ") == true)
    #expect(lines.dropFirst().first == "  smallest case:")
    #expect(lines.dropFirst(2).first == #"    Caller(kind: .known(name: ""), tries: [4])"#)
    #expect(
      lines.dropFirst(3).first?.hasPrefix("  error: tries: true is not equal to false (PropertyTestingTests/") == true)
    #expect(lines.dropFirst(4).first == "  run it again: voicecore-verify --replay \(token)")
    #expect(lines.dropFirst(5).first == "  as it was found: voicecore-verify --replay \(found)")
  }

  @Test func `labels stand in columns`() async {
    let property = Property(
      "Columns", for: .int(0...9), labels: { [$0 < 1 ? "none" : "one or more"] },
      coverage: [Coverage("none", atLeast: 2)]
    ) { _ in }
    let report = await check(property, RunSettings(seed: 3))
    let rows = report.text().split(separator: "\n").map(String.init)
    #expect(rows.first == "Property \"Columns\": held in 100 cases")
    #expect(rows.dropFirst().first == "  labels:")
    #expect(Set(rows[2...3].map(\.count)).count == 1)
    #expect(rows[2].hasPrefix("    one or more  ") && rows[2].hasSuffix(" %"))
    #expect(rows[4] == "  coverage:")
  }

  @Test func `sets and dictionaries are printed in order`() async {
    let value: [String: Set<Int>] = ["b": [3, 1, 2], "a": [], "c": [9]]
    let report = await check(Property("ordered", for: .just(value)) { _ in try require(false) })
    #expect(report.counterexample?.text == #"["a": [], "b": [1, 2, 3], "c": [9]]"#)
  }

  @Test func `a thrown error is told with its type`() async {
    enum Refusal: Error { case busy }
    let report = await check(Property("thrown", for: .just(1)) { _ in throw Refusal.busy })
    #expect(report.failureText()?.contains("error: busy (PropertyTestingTests.") == true)
  }
}
