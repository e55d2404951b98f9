import Foundation
import Testing
import VoiceCore

@Suite("Kept figures")
struct AnalyticsTallyTests {
  private static func decoded(_ json: String) throws -> AnalyticsTally {
    try JSONDecoder().decode(AnalyticsTally.self, from: Data(json.utf8))
  }

  @Test func `they are read back as they were written`() throws {
    var tally = AnalyticsTally()
    #expect(try Self.decoded(String(decoding: JSONEncoder().encode(tally), as: UTF8.self)) == tally)
    for value in [5, 5, 1_000_000] { tally.add(value, to: .duration) }
    tally.add(0, to: .talk)
    let read = try Self.decoded(String(decoding: JSONEncoder().encode(tally), as: UTF8.self))
    #expect(read == tally && read[.duration].count == 3 && read[.talk].count == 1)
    let counted = try Self.decoded(#""answered=7 outcome.served=2;duration=10 5:2""#)
    #expect(counted[.answered] == 7 && counted[.outcome(.served)] == 2 && counted[.duration].sum == 10)
  }

  @Test func `what was written as dictionaries once is read, too`() throws {
    let old = try Self.decoded(#"{"counts":{"answered":7,"outcome.served":2},"spreads":{"duration":"10 5:2"}}"#)
    #expect(old == (try Self.decoded(#""answered=7 outcome.served=2;duration=10 5:2""#)))
  }

  @Test(arguments: [
    "answered", "answered=", "answered=7 ", "answered=7;", "a=1;b", "a=1;b=", "a=1;b=1 2:0", "a=1x", "x",
  ])
  func `nothing is read from what isn't so`(_ text: String) {
    #expect(throws: DecodingError.self) { try Self.decoded("\"\(text)\"") }
  }
}
