import Foundation
import Testing
import VerifyCommand

@Suite("Reports")
struct ReportTests {
  private static let rows = [
    Sample.row(.held),
    Sample.row(
      .falsified, property: 18, title: "Queue <&> \"order\"", subject: "memory", cases: 12_345,
      failure: "Property 18: falsified\n  smallest case:\n    [\u{1}]"),
    Sample.row(.couldNotRun, property: 46, title: "Phone numbers", subject: "server", cases: 0, failure: "no server"),
  ]

  @Test func `the table's columns are aligned and its failures told below`() throws {
    let text = ReportTable(Self.rows, Sample.head).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0].hasPrefix("VoiceCore 0123456789ab, Swift 6."))
    #expect(lines[1] == "seed 0xa1, 100 cases each")
    let table = lines[3...6]
    let verdicts = ["verdict", "held", "FALSIFIED", "COULD NOT RUN"]
    let columns = try zip(table, verdicts).map { line, verdict in
      line.distance(from: line.startIndex, to: try #require(line.range(of: verdict)).lowerBound)
    }
    #expect(Set(columns).count == 1)
    #expect(table.allSatisfy { !$0.hasSuffix(" ") })
    #expect(text.contains("12,345"))
    #expect(text.contains("\n\nProperty 18: falsified\n"))
    #expect(lines.last == "1 as expected, 2 not")
  }

  @Test func `colour is for terminals whose owner wants it`() {
    let on = Colour(isTerminal: true, environment: ["TERM": "xterm"])
    #expect(ReportTable(Self.rows, Sample.head, colour: on).text.contains("\u{1B}[31mFALSIFIED\u{1B}[0m"))
    for (isTerminal, environment) in [(false, [:]), (true, ["NO_COLOR": "1"]), (true, ["TERM": "dumb"])] {
      let text = ReportTable(Self.rows, Sample.head, colour: Colour(isTerminal: isTerminal, environment: environment))
        .text
      #expect(!text.contains("\u{1B}"))
    }
  }

  @Test func `JSON holds every row again`() throws {
    struct Document: Decodable {
      let schema: Int
      let head: ReportHead
      let rows: [ReportRow]
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(JSONReport.text(Self.rows, Sample.head).utf8))
    #expect(document.schema == JSONReport.schema)
    #expect(document.head == Sample.head)
    #expect(document.rows == Self.rows)
  }

  @Test func `a law that holds tells its warnings below the table`() {
    var row = Sample.row(.held)
    row.warnings = ["saved failures were not tried: no such folder"]
    #expect(
      ReportTable([row], Sample.head).text.contains(
        "\n\nproperty 6 on core: warning: saved failures were not tried: no such folder\n\n1 as expected"))
  }

  @Test func `the line that runs a law again can be pasted`() {
    let line = ReplayLine(property: 6, subject: "memory", executable: ".build/release/voicecore-verify")
    #expect(
      line.replaying("vc1c:6:AAEC")
        == ".build/release/voicecore-verify --property 6 --subject memory --replay vc1c:6:AAEC")
    #expect(!ReplayLine.called.hasPrefix(FileManager.default.currentDirectoryPath + "/"))
    let odd = ReplayLine(property: 6, subject: "core", executable: "/opt/my tools/it's")
    #expect(odd.seeded("0x1", cases: 7) == "'/opt/my tools/it'\\''s' --property 6 --subject core --cases 7 --seed 0x1")
  }

  @Test func `the line of a law that has ended says how it went`() {
    #expect(EndLine.text(Sample.row(.held)) == "property 6 on core: held, 100 cases in 0 ms")
    #expect(EndLine.text(Sample.row(.gaveUp, cases: 1)) == "property 6 on core: GAVE UP, 1 case in 0 ms")
  }
}
