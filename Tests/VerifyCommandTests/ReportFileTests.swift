import Foundation
import PropertyTesting
import Testing
import VerifyCommand

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("Report files")
struct ReportFileTests {
  private static func laws() async -> [CheckedLaw] {
    let falling = await check(
      Property(18, "Queue <&> \"order\"", for: .array(of: Gen<Int>.int(0...99))) { list in
        try require(list.reduce(0, +) < 50, "too \u{1} much")
      }, RunSettings(seed: 7))
    var caught = Sample.row(.caught, property: 7, title: "Spam", failure: "Property 7 on core, mutant caught: a fault")
    caught.mutant = true
    var lives = Sample.row(.lives, property: 8, title: "Rules", failure: "Property 8 on core, mutant LIVES: a fault")
    lives.mutant = true
    var crashed = Sample.row(.crashed, subject: "memory", failure: "Property 6 on memory: crashed: killed")
    (crashed.error, crashed.token) = ("killed by signal 4 (trap)", "vc1:6:1f:17")
    return [
      CheckedLaw(Sample.row(.held)),
      CheckedLaw(18, "Queue <&> \"order\"", on: "memory", falling, cases: 100, elapsed: .seconds(1)),
      CheckedLaw(crashed), CheckedLaw(caught), CheckedLaw(lives),
      CheckedLaw(Sample.row(.couldNotRun, property: 0, title: "laws of a server", subject: "server", cases: 0)),
    ]
  }

  private static func written(_ laws: [CheckedLaw]) throws -> [String: Data] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let kinds = ["junit", "json", "html", "jsonl"]
    let files = try ReportFiles(kinds.map { "\($0)=\(folder.path)/laws.\($0)" }.joined(separator: ","))
    try files.write(laws, Sample.head)
    return try Dictionary(
      uniqueKeysWithValues: kinds.map { ($0, try Data(contentsOf: folder.appendingPathComponent("laws.\($0)"))) })
  }

  @Test func `JUnit has a suite for each subject, and counts what fell and what could not run`() async throws {
    let parser = XMLParser(data: try #require(try Self.written(await Self.laws())["junit"]))
    let seen = SeenElements()
    parser.delegate = seen
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(seen.counts["testsuite"] == 3)
    #expect(seen.counts["testcase"] == 6)
    #expect(seen.counts["failure"] == 3)
    #expect(seen.counts["error"] == 1)
    #expect(seen.root["failures"] == "3" && seen.root["errors"] == "1")
    for fact in ["seed", "cases", "discards", "token", "voicecore", "swift", "system"] {
      #expect(seen.facts.contains(fact), "\(fact)")
    }
  }

  @Test func `every row is in the JSON file, whether the harness reported it here or elsewhere`() async throws {
    let files = try Self.written(await Self.laws())
    let document = try JSONSerialization.jsonObject(with: try #require(files["json"])) as? [String: Any]
    let properties = try #require(document?["properties"] as? [[String: Any]])
    #expect(
      properties.map { $0["verdict"] as? String }
        == ["passed", "falsified", "falsified", "caught", "not-caught", "nothing-ran"])
    #expect(properties.map { $0["asExpected"] as? Bool } == [true, false, false, true, false, false])
    let crash = properties[2]["failure"] as? [String: Any]
    #expect(crash?["token"] as? String == "vc1:6:1f:17")
    #expect(crash?["message"] as? String == "killed by signal 4 (trap)")
    let lines = String(decoding: try #require(files["jsonl"]), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 6)
    for line in lines { #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil) }
  }

  @Test func `what doesn't matter, all cases there are and the highest score are told from whichever process`()
    async throws
  {
    let pairs = Property(18, "Pairs", for: zip(.int(0...3), .bool)) { number, _ in try require(number < 2) }
    let settings = RunSettings(exhaustion: .whenSmall, maximumExplanations: 50)
    let here = CheckedLaw(18, "Pairs", on: "core", await check(pairs, settings), cases: 100, elapsed: .zero)
    #expect(here.row.explanation == [".1"])
    var row = here.row
    (row.allCases, row.highestScore) = (8, 2.5)
    let again = try #require(JSONReport.rows(JSONReport.text([row], Sample.head)))
    #expect(again == [row])
    let files = try Self.written([here] + again.map { CheckedLaw($0) })
    let document = try JSONSerialization.jsonObject(with: try #require(files["json"])) as? [String: Any]
    let properties = try #require(document?["properties"] as? [[String: Any]])
    #expect(properties.map { ($0["failure"] as? [String: Any])?["explanation"] as? [String] } == [[".1"], [".1"]])
    #expect(properties.last?["allCases"] as? Int == 8 && properties.last?["highestScore"] as? Double == 2.5)
  }

  @Test func `the page shows each law, with the case that fails`() async throws {
    let page = String(decoding: try #require(try Self.written(await Self.laws())["html"]), as: UTF8.self)
    #expect(page.contains("Queue &lt;&amp;&gt; &quot;order&quot;"))
    #expect(page.contains("[50]"))
    #expect(page.contains("killed by signal 4 (trap)"))
    #expect(page.contains("--property 18 --subject memory --replay vc1c:18:"))
  }

  @Test func `a law of another process keeps its smallest case, its place and its coverage`() throws {
    var row = Sample.row(.falsified, failure: "falsified")
    (row.smallest, row.error, row.place) = ("[1, 2]", "sum", "Properties/Queue.swift:12")
    let share = #"{"label": "long", "demandedPercent": 20, "hits": 1, "samples": 900, "missed": true}"#
    row.coverage = [try JSONDecoder().decode(ReportRow.Share.self, from: Data(share.utf8))]
    let document =
      try JSONSerialization.jsonObject(
        with: try #require(try Self.written([CheckedLaw(row)])["json"])) as? [String: Any]
    let property = (document?["properties"] as? [[String: Any]])?.first
    let failure = property?["failure"] as? [String: Any]
    #expect(failure?["value"] as? String == "[1, 2]")
    #expect(failure?["message"] as? String == "sum")
    #expect(failure?["place"] as? String == "Properties/Queue.swift:12")
    #expect((property?["coverage"] as? [[String: Any]])?.first?["demandedPercent"] as? Double == 20)
  }

  private final class SeenElements: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var root: [String: String] = [:]
    var facts: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      if name == "testsuites" { root = attributes }
      if name == "property", let fact = attributes["name"] { facts.insert(fact) }
    }
  }
}
