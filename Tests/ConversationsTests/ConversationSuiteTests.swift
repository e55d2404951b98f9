import Conversations
import Foundation
import MemoryStore
import Testing
import VoiceCore

@Suite("Scripted callers", .timeLimit(.minutes(1)))
struct ConversationSuiteTests {
  private static func play(_ json: String) async throws -> ConversationOutcome {
    let script = try JSONDecoder().decode(ConversationScript.self, from: Data(json.utf8))
    return try await ConversationPlayer { MemoryStore() }.play(script)
  }

  @Test(arguments: try ConversationScripts(in: ConversationSuiteTests.folder).all)
  func `what each script expects comes of it`(script: ConversationScript) async throws {
    let outcome = try await ConversationPlayer { MemoryStore() }.play(script)
    #expect(outcome.failures == [], "\(outcome.said)")
    #expect(!outcome.isFalselyTransferred)
  }

  @Test func `there are at least two of each kind of caller`() throws {
    let kinds = Dictionary(grouping: try ConversationScripts(in: Self.folder).all, by: \.caller)
    for kind in ["patient", "angry", "foreign", "mumbling", "prompt-injecting", "interrupting", "silent"] {
      #expect((kinds[kind]?.count ?? 0) >= 2, "\(kind)")
    }
  }

  @Test func `what isn't as expected is told`() async throws {
    let outcome = try await Self.play(
      #"""
      {"name": "wrong", "caller": "patient", "steps": [{"press": "1"}],
       "expect": {"answered": ["prices"], "transfer": "caller_wish", "department": "sales", "ended": "closed",
                  "never_says": ["nine to five"], "never_keeps": ["[key 1]"]}}
      """#)
    #expect(
      outcome.failures == [
        "answered our opening hours, expected prices", "transferred because of nothing, expected caller_wish",
        "transferred to no department, expected sales", "ended by hung_up, expected closed", "said “nine to five”",
        "kept what must not be kept",
      ])
  }

  @Test(arguments: [
    (#"{"say": "a", "press": "1"}"#, "a step is one of"), (#"{"shout": "a"}"#, "shout is none of"),
    (#"{"press": "11"}"#, "expected one key"), (#"{"silent": 0}"#, "expected 1 to 3600 seconds"),
  ])
  func `a step that is none is refused, and says why`(step: String, reason: String) {
    let json = #"{"name": "n", "caller": "c", "steps": [\#(step)], "expect": {}}"#
    #expect {
      try JSONDecoder().decode(ConversationScript.self, from: Data(json.utf8))
    } throws: { "\($0)".contains(reason) }
  }

  @Test func `names that no script has are told`() throws {
    let scripts = try ConversationScripts(in: Self.folder)
    #expect(throws: ConversationScripts.Unusable.self) { try scripts.named(["nobody"]) }
    #expect(try scripts.named(["angry-hangs-up"]).map(\.name) == ["angry-hangs-up"])
    #expect(throws: ConversationScripts.Missing.self) { try ConversationScripts(in: "/nowhere") }
  }

  private static var folder: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../PropertyTests/ConversationScripts").standardizedFileURL.path
  }
}
