import Foundation
import PropertyTesting
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("Files of reports")
struct ReportFilesTests {
  /// Everything that markup and JSON stumble over.
  static let nasty = "<&>\"' ]]> \u{0}\u{1}\u{b}\u{1f}\t\r\n\u{7f}\u{85}\u{2028}\u{fffe}\u{ffff}\u{10ffff} é😀 </script>"

  static let nastyReport = Report(
    nasty,
    ended: .falsified(
      Counterexample(
        of: nasty, failing: Failure(thrown: RequirementFailure(nasty, fileID: "A/B.swift", line: 1)),
        from: .example(0))),
    cases: 1, labels: [LabelCount(nasty, 1, of: 2)],
    coverage: [CoverageShare(Coverage(nasty, atLeast: 0.5), hits: 0, of: 0)], warnings: [nasty])

  static var collection: ReportCollection {
    ReportCollection(
      "voicecore-verify",
      ReportSamples.all.map {
        ReportEntry($0, group: "voicecore.properties", subject: "core", replay: "verify --replay")
      }
        + [
          ReportEntry(nastyReport, group: nasty, subject: nasty, facts: [.init(nasty, nasty), .init(nasty, "again")]),
          ReportEntry(ReportSamples.falsified, group: "mutants", expectation: .isCaught),
          ReportEntry(ReportSamples.passed, group: "mutants", elapsed: .seconds(2), expectation: .isCaught),
        ])
  }

  private func parsed(_ xml: String) throws -> XMLTally {
    let tally = XMLTally()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = tally
    try #require(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
    return tally
  }

  @Test func `JUnit has a suite for each group and a case for each property, whatever they hold`() throws {
    let tally = try parsed(Self.collection.junit())
    #expect(tally.count["testsuite"] == 3)
    #expect(tally.count["testcase"] == 12)
    #expect(tally.count["failure"] == 6)
    #expect(tally.count["error"] == 4)
    #expect(
      tally.suites == ["tests": "12", "failures": "6", "errors": "4", "time": "3.250", "name": "voicecore-verify"])
    #expect(tally.properties["token"] == "vc1c:callers-keep-their-tries:AAtG" || tally.properties["token"] != nil)
    #expect(tally.text.contains("ReportTextTests.Caller(kind: .withheld, tries: [0, 1])"))
    #expect(tally.text.contains("verify --replay vc1c:callers-keep-their-tries:AAtG"))
    #expect(tally.properties["coverage: several tenants"] == "9.5 % of 200, demanded at least 5.0 %")
  }

  @Test func `JSON says how many cases there are, how high a score came, and what doesn't matter`() async throws {
    let property = Property("pairs", for: zip(.int(0...3), .bool)) { number, _ in try require(number < 2) }
    let settings = RunSettings(exhaustion: .whenSmall, maximumExplanations: 50)
    let held = await check(Property("bits", for: .bool) { _ in }, settings)
    let sought = Report("sought", ended: .passed, cases: 1, allCases: 7, highestScore: 2.5)
    let reports = [await check(property, settings), held, sought, ReportSamples.passed]
    let text = ReportCollection("run", reports.map { ReportEntry($0, group: "g") }).json()
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let rows = try #require(document?["properties"] as? [[String: Any]])
    #expect((rows[0]["failure"] as? [String: Any])?["explanation"] as? [String] == [".1"])
    #expect(rows.map { $0["allCases"] as? Int } == [nil, 2, 7, nil])
    #expect(rows.map { $0["highestScore"] as? Double } == [nil, nil, 2.5, nil])
  }

  @Test func `JUnit of one property reads as expected`() {
    let one = ReportCollection("run", [ReportEntry(ReportSamples.nothingRan, group: "g", facts: [.init("spec", "P1")])])
    #expect(
      one.junit() == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="run" tests="1" failures="0" errors="1" time="0.000">
          <testsuite name="g" tests="1" failures="0" errors="1" time="0.000">
            <testcase classname="g" name="Property &quot;Empty&quot;" time="0.000">
              <properties>
                <property name="verdict" value="nothing-ran"/>
                <property name="seed" value="0x2a"/>
                <property name="cases" value="0"/>
                <property name="discards" value="0"/>
                <property name="spec" value="P1"/>
              </properties>
              <error type="nothing-ran" message="nothing was run: no cases were asked for">Property &quot;Empty&quot;: \
        nothing was run: no cases were asked for</error>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `JSON is JSON and holds what was put in`() throws {
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(Self.collection.json().utf8)) as? [String: Any])
    #expect(whole["schema"] as? Int == 1)
    let properties = try #require(whole["properties"] as? [[String: Any]])
    #expect(
      properties.compactMap { $0["verdict"] as? String } == [
        "passed", "falsified", "coverage-missed", "gave-up", "flaky", "hung", "unhealthy", "nothing-ran",
        "replay-does-not-fit", "falsified", "caught", "not-caught",
      ])
    #expect(properties[9]["title"] as? String == Self.nasty)
    #expect((properties[9]["facts"] as? [[String: Any]])?.count == 2)
    let failure = try #require(properties[1]["failure"] as? [String: Any])
    #expect(failure["value"] as? String == "ReportTextTests.Caller(kind: .withheld, tries: [0, 1])")
    #expect(failure["place"] as? String == "Laws/Callers.swift:3")
    #expect((failure["difference"] as? [String])?.count == 9)
    #expect((properties[1]["others"] as? [Any])?.count == 1)
    #expect(properties[0]["seconds"] as? Double == 1.25)
    #expect((properties[2]["coverage"] as? [[String: Any]])?.map { $0["missed"] as? Bool } == [true, false])
    #expect(ReportCollection("none", []).json().contains("\"properties\": []"))
  }

  @Test func `JSON lines are one object a line`() throws {
    let lines = Self.collection.jsonLines().split(separator: "\n")
    #expect(lines.count == 12)
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
  }

  @Test func `any text comes back from JSON as it was`() async {
    let property = Property("json", for: .unicode(0...12)) { text in
      let line = ReportCollection("x", [ReportEntry(Report(text, ended: .passed), group: "g")]).jsonLines()
      let read = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      try require((read?["title"] as? String)?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }
    let report = await check(property, RunSettings(cases: 1_000))
    #expect(report.passed, "\(report.text())")
  }

  @Test func `the page is well formed, self-contained and opens failures`() throws {
    let html = Self.collection.html()
    // But for its first line and the tags that HTML leaves open, the page is XML as well.
    let body = html.replacingOccurrences(of: "<!DOCTYPE html>\n", with: "")
      .replacingOccurrences(of: #"<meta [^>]*"#, with: "$0/", options: .regularExpression)
      .replacingOccurrences(
        of: "<details id=\"([^\"]*)\" open>", with: "<details id=\"$1\" open=\"\">", options: .regularExpression)
    let tally = try parsed(body)
    #expect(tally.count["details"] == 12)
    #expect(html.components(separatedBy: "\" open>").count - 1 == 10)
    #expect(tally.count["script"] == nil && !html.contains("http"))
    #expect(Set(tally.ids).count == tally.ids.count)
    #expect(html.contains("verify --replay vc1c:callers-keep-their-tries:AAtG</code>"))
  }
}

/// Counts what a parser meets.
private final class XMLTally: NSObject, XMLParserDelegate {
  var count: [String: Int] = [:]
  var suites: [String: String] = [:]
  var properties: [String: String] = [:]
  var ids: [String] = []
  var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    count[name, default: 0] += 1
    if name == "testsuites" { suites = attributes }
    if name == "property", let key = attributes["name"] { properties[key] = attributes["value"] }
    if let id = attributes["id"] { ids.append(id) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
