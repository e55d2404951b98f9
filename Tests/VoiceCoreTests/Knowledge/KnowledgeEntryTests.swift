import Foundation
import Testing
import VoiceCore

@Suite("A knowledge entry")
struct KnowledgeEntryTests {
  private let plain = KnowledgeEntry(id: Identifier(1), question: "When are you open?", answer: "From nine to five.")

  private func refusal(_ change: (inout KnowledgeEntry) -> Void) -> RefusedSetting? {
    var entry = plain
    change(&entry)
    do throws(RefusedSetting) {
      try entry.accept()
      return nil
    } catch {
      return error
    }
  }

  @Test func `an ordinary entry is accepted`() {
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.answer = "Less than 5 kg: <3. R&D; 1 < 2\nAT&T.\t¿Qué? 営業時間 €5" } == nil)
    #expect(refusal { $0.category = "visiting" } == nil)
  }

  @Test func `a megabyte is refused, and so is nothing at all`() {
    let megabyte = String(repeating: "a", count: 1 << 20)
    #expect(refusal { $0.answer = megabyte } == RefusedSetting("answer", .tooLong(2000)))
    #expect(refusal { $0.question = megabyte } == RefusedSetting("question", .tooLong(300)))
    #expect(refusal { $0.question = "e" + String(repeating: "\u{301}", count: 1 << 20) }?.field == "question")
    #expect(refusal { $0.question = " \n" } == RefusedSetting("question", .wordless))
    #expect(refusal { $0.answer = "" } == RefusedSetting("answer", .wordless))
    #expect(refusal { $0.keyFacts = ["nine", megabyte] } == RefusedSetting("key_facts/1", .tooLong(200)))
    #expect(
      refusal { $0.otherQuestions = Array(repeating: "Open?", count: 21) }
        == RefusedSetting("other_questions", .tooMany(20)))
  }

  @Test(arguments: [
    "<b>nine</b>", "<speak>nine</speak>", "</speak>", "<!-- nine -->", "<?xml nine", "nine&nbsp;to", "&#39;nine",
    "&LT;nine", "<script>alert(1)</script>",
  ])
  func `markup is refused by the name of its field`(text: String) {
    #expect(refusal { $0.answer = text } == RefusedSetting("answer", .markup))
    #expect(refusal { $0.otherQuestions = ["Open?", text] } == RefusedSetting("other_questions/1", .markup))
  }

  @Test(arguments: ["nine\u{0}", "\u{202E}nine", "nine\u{1B}[2J", "nine\u{2028}to"])
  func `what can't be said is refused`(text: String) {
    #expect(refusal { $0.answer = text } == RefusedSetting("answer", .unprintable))
  }

  @Test func `a priority outside its bounds is refused`() {
    #expect(refusal { $0.priority = 1001 } == RefusedSetting("priority", .outOfRange(-1000...1000)))
  }

  @Test func `a time that ends before it begins is refused`() {
    let moment = Timestamp(microseconds: 5)
    #expect(throws: RefusedSetting("valid_until", .emptyTime)) {
      try KnowledgeValidity(from: moment, until: moment)
    }
  }

  @Test func `an entry reads back as it was written`() throws {
    let full = KnowledgeEntry(
      id: Identifier(2), question: "q", otherQuestions: ["r"], answer: "a", keyFacts: ["f"], category: "c", priority: 3,
      language: .spanish, validity: try KnowledgeValidity(from: Timestamp(microseconds: 1), until: nil),
      isActive: false)
    for entry in [plain, full] {
      #expect(try JSONDecoder().decode(KnowledgeEntry.self, from: JSONEncoder().encode(entry)) == entry)
    }
  }

  @Test func `a row of an older version is read`() throws {
    let row = """
      {"id":"00000000-0000-0000-0000-000000000001","question":"When are you open?","answer":"From nine to five.",\
      "priority":0,"isActive":true}
      """
    #expect(try JSONDecoder().decode(KnowledgeEntry.self, from: Data(row.utf8)) == plain)
    let written = try JSONEncoder().encode(plain)
    let members = try #require(try JSONSerialization.jsonObject(with: written) as? [String: Any])
    #expect(members.keys.sorted() == ["answer", "id", "isActive", "priority", "question"])
  }

  @Test func `a reference by number is no longer than one can be`() {
    #expect(refusal { $0.answer = "&#12345678;" } != nil)
    #expect(refusal { $0.answer = "Room &#123456789;" } == nil)
  }
}
