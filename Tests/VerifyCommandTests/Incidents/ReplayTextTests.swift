import CallLogs
import Foundation
import Testing
import VoiceCore

@Suite("A call stepped through")
struct ReplayTextTests {
  private static let beginning = Timestamp(microseconds: 1_767_225_600_000_000)

  private static func replay() throws -> CallReplay {
    let number = try #require(PhoneNumber("+12025550143"))
    let empty = Call(
      id: Identifier(0xC411), carrierID: try #require(CarrierCallID("CA1")), direction: .inbound,
      caller: .number(number), dialled: try #require(PhoneNumber("+15550100101")), startedAt: beginning,
      language: .english)
    let facts: [(Int, Call.Fact)] = [
      (0, .started), (800, .answered(at: beginning + .milliseconds(800))), (800, .streamJoined(1)),
      (9300, .conversation(.judged(Attempt.ID(1), .failed))),
      (17_300, .conversation(.languageSettled(.spanish, .requested))),
      (20_000, .queued(Identifier(2))), (31_050, .ended(Ending(.hungUp, at: beginning + .milliseconds(31_050)))),
    ]
    var call = empty
    call.evolve(facts.map(\.1))
    let recorded = facts.enumerated().map { index, fact in
      RecordedFact(call: call.id, ordinal: index + 1, at: beginning + .milliseconds(fact.0), fact: fact.1)
    }
    let said = Utterance(.caller, "call me at \(number.e164)", at: beginning + .milliseconds(9000))
    return CallReplay(call, recorded, [said], language: .english)
  }

  @Test func `each event is told with its moment and what it changed`() throws {
    let replay = try Self.replay()
    #expect(replay.isFaithful == true)
    let text = ReplayText(replay, until: nil).text
    let lines = text.split(separator: "\n").map(String.init)
    #expect(
      lines.contains { $0.contains(" 9.300 s  attempt.judged") && $0.contains("attempts 0, 0 failed -> 1, 1 failed") })
    #expect(lines.contains { $0.contains("17.300 s  language.settled") && $0.contains("language en -> es") })
    #expect(lines.contains { $0.contains(" 9.000 s  utterance.said") && $0.contains("utterances 0 -> 1") })
    #expect(lines.contains { $0.contains("20.000 s  queue.entered") && $0.contains("since 20.000 s") })
    #expect(text.contains("the call at its last event:") && text.contains("  end  hung_up"))
    for secret in ["2025550143", "call me"] { #expect(!text.contains(secret)) }
  }

  @Test func `at an instant the rest is still to come`() throws {
    let told = ReplayText(try Self.replay(), until: .milliseconds(17_300))
    #expect(told.text.contains("the call then, with 2 events to come:"))
    #expect(told.text.contains("  language  es") && told.text.contains("  queue  none"))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(told.json.utf8)) as? [String: Any])
    let steps = try #require(document["steps"] as? [[String: Any]])
    #expect(steps.count == 6)
    #expect((document["state"] as? [String: String])?["status"] == "in_progress")
    #expect((steps.last?["before"] as? [String: String])?["language"] == "en")
    #expect((steps.last?["after"] as? [String: String])?["language"] == "es")
  }

  @Test func `before the first event nothing has happened`() throws {
    let text = ReplayText(try Self.replay(), until: .seconds(-1)).text
    #expect(text.contains("8 events to come") && text.contains("  status  initiated"))
  }
}
