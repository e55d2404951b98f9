import Testing
import VoiceCore

@Suite("Folding for screening")
struct FoldingTests {
  @Test(
    arguments: [
      ("WARRANTY dept", ["warranty", "dept"]), ("Ｗａｒｒａｎｔｙ", ["warranty"]), ("prízê", ["prize"]),
      ("pri\u{301}ze\u{302}", ["prize"]), ("war\u{200B}ran\u{AD}ty", ["warranty"]), ("İstanbul", ["istanbul"]),
      ("ısı", ["isi"]), ("Straße", ["strasse"]), ("ﬁnance", ["finance"]), ("Łódź", ["lodz"]), ("Øre", ["ore"]),
      ("Ελλάδα", ["ελλαδα"]), ("ΟΔΟΣ", ["οδοσ"]), ("Ёлка", ["елка"]), ("Й", ["и"]), ("И\u{306}", ["и"]),
      ("赏金 now", ["赏", "金", "now"]), ("don't-call", ["don", "t", "call"]), ("tiếng Việt", ["tieng", "viet"]),
      ("", []), ("…!?", []), ("a1b2", ["a1b2"]), ("हिन्दी", ["हिन्दी"]),
    ])
  func `words are what a person would call the same`(text: String, words: [String]) {
    #expect(FoldedText(text).words == words)
  }

  @Test func `a text is cut at its limit`() {
    let text = String(repeating: "a", count: FoldedText.maximumLength) + " prize"
    #expect(FoldedText(text).words.count == 1)
  }

  @Test func `a keyword has one to eight words`() {
    #expect(Keyword("Free  Cruise!")?.words == ["free", "cruise"])
    #expect(Keyword("?!") == nil && Keyword("a b c d e f g h i") == nil)
    #expect(Keyword(String(repeating: "a", count: Keyword.maximumLength + 1)) == nil)
  }
}
