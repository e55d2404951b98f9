import LoadTests
import Testing

@Suite struct FiguresReportTests {
  private static let report = FiguresReport(
    title: "trial", date: "2026-01-01T00:00:00Z", command: "test <&>",
    figures: [
      Figure("slow", 250, "ms", bound: .atMost(200), meaning: "of \"one\""),
      Figure("fast", 1_500.4, "/s", bound: .atLeast(1_000)), Figure("plain", 0.123, "ms"),
    ])

  @Test func `what is promised and isn't kept is said, and nothing else`() {
    #expect(Self.report.breaches == ["slow: 250 ms, at most 200 ms is promised"])
    #expect(Self.report.rows[0][2] == "at most 200 ms: BROKEN" && Self.report.rows[1][1] == "1500 /s")
    #expect(Self.report.rows[2] == ["plain", "0.12 ms", "", ""])
  }

  @Test func `it can be kept in each form`() throws {
    #expect(
      Self.report.csv.split(separator: "\n").map(String.init)[1] == #""slow",250.000,"ms","at most 200 ms",false"#)
    #expect(try Self.report.json.contains("\"title\" : \"trial\""))
    #expect(Self.report.html.contains("Limits broken") && Self.report.html.contains("test &lt;&amp;&gt;"))
  }
}
