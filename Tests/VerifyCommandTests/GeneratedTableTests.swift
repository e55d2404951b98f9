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
      "Calls          2        2        1            0         1       50.0 %   50.0 %",
      "Queue          2        1        1            0         0      100.0 %   50.0 %",
      "Routing        1        1        0            1         0            -  100.0 %",
      "all            5        4        2            1         1       66.7 %   60.0 %",
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

  @Test func `nothing planted meets no bar`() {
    #expect(!GeneratedTable([], dropped: 0, seed: 1, atLeast: 1).isMet)
  }
}
