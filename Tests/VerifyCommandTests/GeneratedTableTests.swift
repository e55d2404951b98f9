import Foundation
import Testing
import VerifyCommand

@Suite("The table of generated faults")
struct GeneratedTableTests {
  private static func outcomes() -> [MutantOutcome] {
    let mutations = ["Calls", "Queue", "Routing"].flatMap { folder in
      SourceMutator.mutations(of: "let a = b < c\nlet d = e.first\n", path: "Sources/VoiceCore/\(folder)/A.swift")
    }
    return [
      MutantOutcome(mutations[0], .caught, by: "18 on core", cases: 3, laws: 2),
      MutantOutcome(mutations[1], .survived, laws: 2), MutantOutcome(mutations[2], .timedOut, by: "6 on core", laws: 1),
      MutantOutcome(mutations[3], .notReached, laws: 0), MutantOutcome(mutations[4], .caught, by: "examples", laws: 0),
    ]
  }

  @Test func `a row for each folder, and who survived with place and change`() {
    let text = GeneratedTable(Self.outcomes(), dropped: 7, seed: 1, atLeast: nil).text
    for row in [
      "Calls          2        2        1            0         1         0       50.0 %   50.0 %",
      "Queue          2        1        1            0         0         0      100.0 %   50.0 %",
      "Routing        1        1        0            1         0         0            -  100.0 %",
      "all            5        4        2            1         1         0       66.7 %   60.0 %",
    ] { #expect(text.contains(row), "\(text)") }
    #expect(text.contains("7 more did not compile"))
    #expect(
      text.contains(
        "survived:\n  Sources/VoiceCore/Calls/A.swift:2  order (2 laws)\n    let d = e.first  →  let d = e.last"))
    #expect(text.contains("not reached by any law or example:\n  Sources/VoiceCore/Queue/A.swift:2"))
  }

  @Test(arguments: [(nil, true), (60.0, true), (61.0, false)])
  func `the bar decides`(_ bar: Double?, _ isMet: Bool) throws {
    let table = GeneratedTable(Self.outcomes(), dropped: 0, seed: 1, atLeast: bar)
    #expect(table.isMet == isMet)
    #expect(table.text.contains("MISSED") == !isMet)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(table.json.utf8)) as? [String: Any])
    #expect(json["met"] as? Bool == isMet)
    #expect((json["mutants"] as? [[String: Any]])?.count == 5)
    #expect((json["all"] as? [String: Any])?["byExamples"] as? Int == 1)
  }

  @Test func `what is known to be harmless has its reason, and isn't asked of anybody`() throws {
    let line = "      lines.sort { $0.needs < $1.needs }\n"
    let mutation = try #require(
      SourceMutator.mutations(of: line, path: "Sources/VoiceCore/Queue/QueueHead.swift").first {
        $0.after.contains("<=")
      })
    let outcomes = [
      MutantOutcome(mutation, .survived, laws: 1), MutantOutcome(mutation, .caught, by: "18 on core", laws: 1),
    ]
    #expect(
      outcomes.map(\.verdict) == [.harmless, .caught] && outcomes.map(\.reason) == ["No two lines need the same.", nil])
    let table = GeneratedTable(outcomes, dropped: 0, seed: 1, atLeast: 100)
    #expect(table.isMet && table.text.contains("needs <= $1.needs }\n    No two lines need the same."), "\(table.text)")
    let elsewhere = try #require(SourceMutator.mutations(of: line, path: "Sources/VoiceCore/Queue/A.swift").first)
    #expect(MutantOutcome(elsewhere, .survived, laws: 1).verdict == .survived)
  }

  @Test(arguments: HarmlessChange.all)
  func `what is said to be harmless is a change of a line that stands in the core`(_ change: HarmlessChange) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent(change.path), encoding: .utf8)
    #expect(
      SourceMutator.mutations(of: text, path: change.path).contains {
        $0.before.trimmingCharacters(in: .whitespaces) == change.before
          && $0.after.trimmingCharacters(in: .whitespaces) == change.after
      })
  }

  @Test func `nothing planted meets no bar`() {
    #expect(!GeneratedTable([], dropped: 0, seed: 1, atLeast: 1).isMet)
  }
}
