import Foundation
import Testing
import VoiceCore

@Suite("From an incident to a test")
struct ShrinkTests {
  private static let end = Ending(.hungUp, at: Timestamp(microseconds: 1_767_225_600_000_000))

  private static let twoEnds = PlantedLog(
    [.ended(Ending(.closed, at: end.at)), .ended(end)], among: 200)

  private static let earlyTransfer = PlantedLog(
    [
      .conversation(.judged(Attempt.ID(1), .failed)), .conversation(.judged(Attempt.ID(2), .failed)),
      .conversation(.handedOver(.attemptsExhausted)), .transferStarted(Transfer(reason: .attemptsExhausted)),
    ], among: 200)

  /// What the command writes is a file of this target, so that it is compiled and run.
  private static func written(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  @Test(arguments: [
    (29, twoEnds, "OneEndPerCallIncidentTests.swift", ["ended(.closed)", "ended(.hungUp)"], "a call ends once"),
    (
      6, earlyTransfer, "AITransferLogicIncidentTests.swift",
      ["judged(1, .failed)", "judged(2, .failed)", "transferStarted(.attemptsExhausted)"], "after 2 failed requests"
    ),
  ])
  func `the smallest part of a log is found and written as a test`(
    number: Int, log: PlantedLog, file: String, events: [String], complaint: String
  ) async throws {
    let out = FileManager.default.temporaryDirectory.appending(path: "voicecore-\(UUID().uuidString).swift")
    defer { try? FileManager.default.removeItem(at: out) }
    try await PlantedLog.withFile(log.text) { path in
      let run = try await Command.run("shrink", path, "--property", "\(number)", "--out", out.path)
      #expect(run.code == 1, "\(run.diagnostics)")
      #expect(run.output.contains(complaint))
      let told = run.output.split(separator: "\n").compactMap { line in
        line.contains(" s  ") ? line.components(separatedBy: " s  ").last : nil
      }
      #expect(told == events, "\(run.output)")
      let test = try String(contentsOf: out, encoding: .utf8)
      #expect(test == (try Self.written(file)))
      for text in [run.output, test] { #expect(!text.contains(PlantedLog.outside) && !text.contains("c411")) }
      #expect(!test.contains(path))
      // The lines that are named are those of the file.
      let json = try await Command.run("shrink", path, "--property", "\(number)", "--json")
      let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      let incident = try #require((document["incidents"] as? [[String: Any]])?.first)
      let lines = try #require(incident["events"] as? [[String: Any]]).compactMap { $0["line"] as? Int }
      #expect(lines.count == events.count && lines == lines.sorted())
      #expect(lines.allSatisfy { log.lines[$0 - 1].type == "call.ended" || number == 6 })
    }
  }

  @Test func `a long log is searched, one beyond the bound isn't`() async throws {
    let long = PlantedLog([.ended(Self.end), .ended(Self.end)], among: 2_000)
    try await PlantedLog.withFile(long.text) { path in
      let run = try await Command.run("shrink", path)
      #expect(run.code == 1 && run.output.contains("2 of 2007 events"), "\(run.diagnostics)")
    }
    let line = #"{"type":"call.ended","at":"2026-01-06T10:00:00Z","data":{"cause":"closed"}}"# + "\n"
    try await PlantedLog.withFile(String(repeating: line, count: 4_001)) { path in
      let run = try await Command.run("shrink", path)
      #expect(run.code == 2)
      #expect(run.diagnostics.contains("4001 events: at most 4000 are searched"), "\(run.diagnostics)")
    }
  }

  @Test func `the documentation shows what is printed and written`() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/harness.md"), encoding: .utf8)
    let test = try Self.written("OneEndPerCallIncidentTests.swift")
    try await PlantedLog.withFile(Self.twoEnds.text) { path in
      let run = try await Command.run("shrink", path, "--property", "29")
      #expect(page.contains("```text\n\(run.output)```"), "\(run.output)")
    }
    #expect(page.contains("```text\n\(test)```"))
    let lines = Self.twoEnds.text.split(separator: "\n")
    #expect(page.contains("```json\n\(lines[6])\n\(lines[7])\n```"), "\(lines[6])\n\(lines[7])")
  }

  @Test func `without a number all laws over logs are asked`() async throws {
    try await PlantedLog.withFile(Self.twoEnds.text) { path in
      let run = try await Command.run("shrink", path)
      #expect(run.code == 1)
      #expect(run.output.contains("property 29, One end per call: broken"))
      #expect(!run.output.contains("property 30"), "\(run.output)")
    }
  }

  @Test func `a log that keeps the laws ends with 0 and writes nothing`() async throws {
    let out = FileManager.default.temporaryDirectory.appending(path: "voicecore-\(UUID().uuidString).swift")
    try await PlantedLog.withFile(PlantedLog([.ended(Self.end)], among: 40).text) { path in
      let run = try await Command.run("shrink", path, "--out", out.path)
      #expect(run.code == 0, "\(run.diagnostics)")
      #expect(run.output == "46 events keep the laws 6, 11, 29, 30, 31\n")
      #expect(!FileManager.default.fileExists(atPath: out.path))
      let one = try await Command.run("shrink", path, "--property", "29")
      #expect(one.output == "46 events keep law 29\n")
    }
  }

  @Test func `the API's list of a call's events is a log too`() async throws {
    let id = "0199c3f0-7a1e-7c3a-9f61-000000000001"
    let lines = [(1, "call.started", "{}"), (7, "call.ended", #"{"cause":"hung_up"}"#)].map { number, type, data in
      #"{"id":"\#(id).\#(number)","type":"\#(type)","at":"2026-01-06T10:00:0\#(number)Z","data":\#(data)}"#
    }
    let route =
      #"{"id":"\#(id).8","type":"call.routed","at":"2026-01-06T10:00:09Z","data":{"reasons":["open"],"hops":0}}"#
    try await PlantedLog.withFile((lines + [route, "", lines[1]]).joined(separator: "\n")) { path in
      let run = try await Command.run("shrink", path, "--property", "29")
      #expect(run.code == 1, "\(run.diagnostics)")
      #expect(run.output.contains("2 of 4 events"))
    }
  }

  @Test(arguments: [
    (#"{"type":"call.started","at":"2026-01-06T10:00:00Z"#, "line 2: the line: isn't a JSON object"),
    (#"["call.started"]"#, "line 2: the line: isn't a JSON object"),
    (#"{"at":"2026-01-06T10:00:00Z"}"#, "line 2: type: missing; export the call's log again"),
    (#"{"type":7,"at":"2026-01-06T10:00:00Z"}"#, "line 2: type: expected a text"),
    (#"{"type":"call.ended","at":"today"}"#, "line 2: at: expected a time by RFC 3339"),
    (#"{"type":"call.ended","at":"2026-01-06T10:00:00Z","data":[]}"#, "line 2: data: expected a JSON object"),
    (#"{"type":"call.ended","at":"2026-01-06T10:00:00Z"}"#, "line 2: data.cause: expected one of rejected, spam"),
    (
      #"{"type":"attempt.judged","at":"2026-01-06T10:00:00Z","data":{"attempt":0,"verdict":"failed"}}"#,
      "line 2: data.attempt: expected a whole number above 0"
    ),
    (#"{"id":"7","type":"call.rang","at":"2026-01-06T10:00:00Z"}"#, "line 2: id: expected the call's UUID, a dot"),
    (
      #"{"id":"0199c3f0-7a1e-7c3a-9f61-000000000002.1","type":"call.rang","at":"2026-01-06T10:00:00Z"}"#,
      "line 2: id: belongs to another call"
    ),
  ])
  func `a damaged line is named with its field and remedy`(_ line: String, _ words: String) async throws {
    let first = #"{"id":"0199c3f0-7a1e-7c3a-9f61-000000000001.1","type":"call.started","at":"2026-01-06T10:00:00Z"}"#
    try await PlantedLog.withFile(first + "\n" + line + "\n") { path in
      let run = try await Command.run("shrink", path)
      #expect(run.code == 2)
      #expect(run.diagnostics.contains(words), "\(run.diagnostics)")
      #expect(run.output.isEmpty)
    }
  }

  @Test func `a law that no log can be asked is wrong use, and the others are listed`() async throws {
    try await PlantedLog.withFile("") { path in
      let run = try await Command.run("shrink", path, "--property", "46")
      #expect(run.code == 2)
      #expect(run.diagnostics.contains("46 is no law over the log of one call"))
      #expect(run.diagnostics.contains("29  One end per call"))
    }
  }

  @Test func `a file that isn't there, or can't be written, ends with 3`() async throws {
    let missing = try await Command.run("shrink", "/no/such/call.jsonl")
    #expect(missing.code == 3)
    #expect(missing.diagnostics.contains("can't read /no/such/call.jsonl"))
    try await PlantedLog.withFile(Self.twoEnds.text) { path in
      let run = try await Command.run("shrink", path, "--out", "/no/such/Test.swift")
      #expect(run.code == 3)
      #expect(run.diagnostics.contains("--out: can't write /no/such/Test.swift"))
    }
  }

  @Test func `help lists the laws over logs, and examples`() async throws {
    let run = try await Command.run("shrink", "--help")
    #expect(run.code == 0)
    for words in ["--property", "--out", "--json", "Examples:", "29  One end per call", "Exit codes: 0"] {
      #expect(run.output.contains(words), "\(words)")
    }
  }
}
