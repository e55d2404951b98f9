import PropertyTesting
import Testing

@Suite("Generators of text")
struct TextGeneratorTests {
  @Test func `a whole character is one, and shrinks to a letter`() async {
    for generator in [Gen<Character>.character, .marked, .emoji, .flag, .syllable] {
      let texts = await drawn(generator.map { String($0) }) + shrinking(generator.map { String($0) }, seeds: 0..<3)
      #expect(texts.allSatisfy { $0.count == 1 })
    }
    #expect(await minimal(.character) == "a")
    let texts = await drawn(.graphemes(1...6))
    #expect(texts.contains { $0.contains("\u{200d}") } && texts.contains { $0.unicodeScalars.contains("\u{301}") })
    #expect(await minimal(.graphemes(0...9)) { $0.count < 3 } == "aaa")
  }

  @Test func `bounds in bytes and units hold`() async {
    let bytes = await drawn(.unicode(utf8Count: 3...7)) + shrinking(.unicode(utf8Count: 3...7))
    #expect(bytes.allSatisfy { (3...7).contains($0.utf8.count) } && Set(bytes.map(\.utf8.count)) == Set(3...7))
    let units = await drawn(.unicode(utf16Count: 2...3)) + shrinking(.unicode(utf16Count: 2...3))
    #expect(units.allSatisfy { (2...3).contains($0.utf16.count) })
    #expect(units.contains { $0.unicodeScalars.contains { $0.value > 0xffff } })
    #expect(await minimal(.unicode(utf8Count: 3...7)) == "aaa")
  }

  @Test func `kinds of characters are kept`() async {
    #expect(
      await drawn(.ascii([.digits, .upperLetters], count: 1...4)).allSatisfy {
        $0.allSatisfy { $0.isNumber || $0.isUppercase }
      })
    #expect(await drawn(.ascii([.controls], count: 1...4)).allSatisfy { $0.utf8.allSatisfy { $0 < 32 || $0 == 127 } })
    #expect(await drawn(.ascii(ASCIIKind.printable, count: 1...4)).allSatisfy { $0.utf8.allSatisfy { 32...126 ~= $0 } })
    #expect(
      await drawn(.ascii(.digits + .upperLetters, count: 1...4)).allSatisfy {
        $0.allSatisfy { $0.isNumber || $0.isUppercase }
      })
    #expect(await minimal(.ascii(.letters, count: 1...3)) == "a")
    let names = await drawn(.identifier(1...5))
    #expect(names.allSatisfy { (1...5).contains($0.count) && $0.first?.isNumber == false })
    #expect(await minimal(.identifier()) == "a")
    let scalars = await drawn(.scalar(in: "\u{d7fe}"..."\u{e001}"))
    #expect(Set(scalars.map(\.value)) == [0xd7fe, 0xd7ff, 0xe000, 0xe001])
  }

  @Test func `directions turn and are told by their controls`() async {
    let texts = await drawn(.bidirectional())
    for control in ["\u{202e}", "\u{2067}", "\u{2069}", "\u{5d0}"] as [Unicode.Scalar] {
      #expect(texts.contains { $0.unicodeScalars.contains(control) })
    }
    #expect(await minimal(.bidirectional(pieces: 1...8)) == "a")
  }

  @Test func `both spellings of a text are equal and differ in their scalars`() async {
    let pairs = await drawn(.normalizationPair())
    #expect(pairs.allSatisfy { $0.composed == $0.decomposed })
    #expect(pairs.filter { $0.composed.unicodeScalars.count < $0.decomposed.unicodeScalars.count }.count > 500)
    let found = await minimal(.normalizationPair()) { Array($0.composed.utf8) == Array($0.decomposed.utf8) }
    #expect(found == NormalizationPair(composed: "\u{e9}", decomposed: "e\u{301}"))
  }
}
