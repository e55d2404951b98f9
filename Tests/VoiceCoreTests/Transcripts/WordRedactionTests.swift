import Testing
import VoiceCore

@Suite("What is taken out of what was said", .timeLimit(.minutes(1)))
struct WordRedactionTests {
  private let redaction = WordRedaction()

  @Test(arguments: [
    ("4111 1111 1111 1111", "[card]"), ("It is 4111-1111-1111-1111, thanks", "It is [card], thanks"),
    ("4111111111111111", "[card]"), ("४१११ 1111 １１１１ 1111", "[card]"),
    ("four one one one, one one one one ... one one one one uh one one one one", "[card]"),
    ("four triple one double one double one quadruple one, and then quadruple one", "[card]"),
    ("forty-one eleven eleven eleven eleven eleven eleven eleven", "[card]"),
    ("einundvierzig elf elf elf elf elf elf elf", "[card]"),
    ("Vier eins eins eins eins eins eins eins eins eins eins eins eins eins eins eins", "[card]"),
    ("my number is 3782 822463 10005", "my number is [card]"),
    (
      "[key 4] [key 1] [key 1] [key 1] [key 1] [key 1] [key 1] [key 1] [key 1] [key 1] [key 1] [key 1] [key 1]"
        + " [key 1] [key 1] [key 1]", "[card]"
    ),
    ("[extension 4111111111111111]", "[card]"),
  ])
  func `a card number goes, however it was said`(said: String, kept: String) {
    #expect(redaction.redacted(said) == kept)
  }

  @Test(arguments: [
    ("4111 1111 1111 1111, it expires 12 25 and the code is 123", "[card], it expires [code] and the code is [code]"),
    ("4111 1111 1111 1111 one two three", "[card] [code]"),
    ("[card] and then 123 please", "[card] and then [code] please"),
  ])
  func `what is said after it goes too`(said: String, kept: String) { #expect(redaction.redacted(said) == kept) }

  @Test(arguments: [
    "Order 12345678 and the other one is 87654321.", "Call me at +4111 1111 1111 111 or 030 1234 5678.",
    "I'd like two tables for four at eight on the twenty first.", "", "4111 1111 1111 1112", "😀 ½ Ⅷ 中文",
    "My code is 123 and my order is 4711.", "[key 1]", "[key *] [extension 42]", "[nonsense] [", "double trouble forty",
  ])
  func `everything else stays as it was`(said: String) { #expect(redaction.redacted(said) == said) }

  @Test func `a number goes from all utterances that it was said in`() {
    #expect(
      redaction.redacted([
        "Well, 4111 1111", "and 1111", "1111. And the code is", "12 3",
        "Are you open today, and if so, can I come by at about half past 9 30?",
      ])
        == [
          "Well, [card]", "and [card]", "[card]. And the code is", "[code]",
          "Are you open today, and if so, can I come by at about half past 9 30?",
        ])
  }

  @Test func `a company's own secrets go by its rules`() throws {
    let redaction = WordRedaction(secrets: [
      try SecretRule(words: "PIN", digits: 4...6), try SecretRule(words: "customer secret", digits: 3...8),
    ])
    #expect(redaction.redacted("My pin, hold on, is four seven one one.") == "My pin, hold on, is [secret].")
    #expect(redaction.redacted(["The Customer Sécret is", "123"]) == ["The Customer Sécret is", "[secret]"])
    #expect(
      redaction.redacted("PIN 12, but the number of my last order with you is 12345")
        == "PIN 12, but the number of my last order with you is 12345")
    #expect(redaction.redacted("pin [secret] 4711") == "pin [secret] 4711")
  }

  @Test func `a rule that can't be one is refused, and says why`() {
    #expect(throws: RefusedSetting("words", .wordless)) { try SecretRule(words: " … ", digits: 3...4) }
    #expect(throws: RefusedSetting("words", .tooMany(4))) { try SecretRule(words: "a b c d e", digits: 3...4) }
    #expect(throws: RefusedSetting("digits", .outOfRange(3...32))) { try SecretRule(words: "PIN", digits: 1...4) }
  }

  @Test func `the longest of texts takes no longer than its length`() throws {
    let rules = try (1...16).map { try SecretRule(words: "pin \($0)", digits: 3...32) }
    let text = String(repeating: "pin pin 1 2 3 4 5 6 7 8 9 0 uh uh uh ", count: 4_000)
    let once = WordRedaction(secrets: rules).redacted(text)
    #expect(once.count <= 8 * text.count)
  }
}
