import Testing
import VoiceCore

@Suite("Key facts of a reply")
struct KeyFactTests {
  private let entry = KnowledgeEntry(
    id: Identifier(1), question: "How much is a haircut?", answer: "Forty dollars, cash only.",
    keyFacts: ["40 dollars", "Cash only", "à la carte"])

  @Test(arguments: [
    ("It is 40 dollars, cash only, and à la carte.", []), ("ONLY CASH — A LA CARTE: DOLLARS, 40", []),
    ("40 dollar, à la carte", ["Cash only"]), ("forty dollars, cash only, a la carte", ["40 dollars"]),
    ("400 dollars, cash only, a la carte", ["40 dollars"]), ("", ["40 dollars", "Cash only", "à la carte"]),
  ])
  func `a fact is told when all its words are said`(reply: String, missing: [String]) {
    #expect(entry.keyFacts(missingIn: reply) == missing)
    #expect(entry.verdict(on: reply) == (missing.isEmpty ? .served : .failed))
  }

  @Test(arguments: ["", "No idea."])
  func `who must say nothing has said it`(reply: String) {
    let plain = KnowledgeEntry(id: Identifier(1), question: "Anything?", answer: "No.")
    #expect(plain.verdict(on: reply) == .served)
  }

  @Test func `a long reply is heard to its end, and no further than is stated`() {
    let facts = "40 dollars, cash only, a la carte"
    #expect(entry.verdict(on: String(repeating: "well, ", count: 2000) + facts) == .served)
    #expect(entry.verdict(on: String(repeating: "well, ", count: 2000) + "\u{3000}" + facts) == .served)
    let tooLong = String(repeating: " ", count: KnowledgeEntry.maximumReplyLength) + facts
    #expect(entry.verdict(on: tooLong) == .failed)
  }

  @Test func `a script without spaces is heard to its end`() {
    var entry = entry
    entry.keyFacts = ["四十円"]
    #expect(entry.verdict(on: String(repeating: "円", count: 3000) + "四十") == .served)
    #expect(entry.verdict(on: String(repeating: "円", count: 3000) + "四") == .failed)
  }
}
