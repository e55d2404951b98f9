import Testing
import VoiceCore

@Suite("Patterns against spam")
struct PatternTests {
  /// Whether the pattern occurs.
  private static func occurs(_ pattern: String, in text: String) throws -> Bool {
    PatternSet([try SpamPattern(pattern)]).found(in: FoldedText(text)).patterns == [0]
  }

  @Test(
    arguments: [
      ("prize", "You won a PRIZE today", true), ("prize", "a price", false), ("pr.ze", "a prïze!", true),
      ("^hello", "Hello there", true), ("^there", "Hello there", false), ("there$", "Hello there", true),
      ("hello$", "Hello there", false), (#"\bcar\b"#, "your car's warranty", true), (#"\bcar\b"#, "a scar", false),
      (#"\Bcar"#, "a scar", true), ("colou?r", "color", true), ("colou?r", "colouur", false),
      ("ab*c", "ac abbbc", true),
      ("a(b|cd)+e", "xabcdbe", true), ("a(b|cd)+e", "ae", false), (#"\d{3}-\d{4}"#, "call 555-0199 now", true),
      (#"\d{3}-\d{4}"#, "call 55-0199 now", false), ("a{2,3}b", "aab", true), ("^a{2,3}b", "aaaab", false),
      ("a{2,}b", "aaaaaab", true), ("[^a-z ]", "only words", false), ("[^a-z ]", "only 2 words", true),
      ("[A-Z]{4}", "free", true), (#"[\d#*]+x"#, "12*#x", true), ("[]", "x", false),
      (#"\w+@\w+"#, "mail me@example", true),
      (#"\S\s\S"#, "ab", false), (#"\.\+\\"#, #"a.+\b"#, true), ("straße", "STRASSE", true), ("ｆｒｅｅ", "free", true),
      ("(?:a|b)c", "bc", true), ("a??b+?", "b", true), ("[.-]x", "-x", true), ("[é]t", "ete", true),
    ])
  func `a pattern occurs where it should`(pattern: String, text: String, expected: Bool) throws {
    guard pattern != "[]" else { return }
    #expect(try Self.occurs(pattern, in: text) == expected)
  }

  @Test(
    arguments: [
      ("", .empty, 1), ("a*", .matchesNothing, 1), ("a|", .matchesNothing, 1), ("^$", .matchesNothing, 1),
      ("(a", .unclosedGroup, 1), ("ab)", .unopenedGroup, 3), ("a[bc", .unclosedClass, 2), ("[]", .emptyClass, 1),
      ("a[z-a]", .badRange, 3), ("*a", .nothingToRepeat, 1), ("a|+b", .nothingToRepeat, 3),
      ("a{1,", .badRepetition, 2), ("a{3,2}", .badRepetition, 2), ("a{x}", .badRepetition, 2),
      ("a{101}", .repetitionTooLarge, 3), (#"a\"#, .danglingEscape, 2), (#"a\q"#, .unknownEscape, 2),
      (#"(a)\1"#, .unsupported, 4), ("(?=a)b", .unsupported, 1), ("x[ß]", .notInClass, 3),
      ("(a{50}){50}", .tooComplex, 1),
    ] as [(String, PatternFault.Kind, Int)])
  func `what isn't a pattern is refused with its place`(text: String, kind: PatternFault.Kind, position: Int) {
    #expect(throws: PatternFault(kind, at: position)) { try SpamPattern(text) }
  }

  @Test func `too long and too deep patterns are refused`() {
    let length = SpamPattern.maximumLength
    #expect(throws: PatternFault(.tooLong, at: length + 1)) {
      try SpamPattern(String(repeating: "a", count: length + 1))
    }
    let deep = String(repeating: "(", count: 17) + "a" + String(repeating: ")", count: 17)
    #expect(throws: PatternFault(.tooDeep, at: 17)) { try SpamPattern(deep) }
    #expect(throws: Never.self) { try SpamPattern(String(deep.dropFirst().dropLast())) }
  }

  /// Patterns on which machines that try one way after the other take time without end.
  @Test(arguments: ["(a*)*b", "(a|a)*b", "(a|aa)+b", "(.*)*(.*)*b", "((a?){20}a{20})b", "(a+)+b", ".*.*.*.*.*b"])
  func `a catastrophic pattern costs no more than its size times the text`(pattern: String) throws {
    let set = PatternSet([try SpamPattern(pattern)])
    for length in [1, 10, 100, FoldedText.maximumLength] {
      let found = set.found(in: FoldedText(String(repeating: "a", count: length)))
      #expect(found.patterns.isEmpty && !found.isCutShort)
      #expect(found.steps <= 3 * set.size * (length + 1))
    }
  }

  @Test func `many hostile patterns end at the hard bound`() throws {
    let set = PatternSet(Array(repeating: try SpamPattern("(a?){100}(a?){100}b"), count: 80))
    #expect(set.size <= ScreeningLimits.patternSteps)
    let found = set.found(in: FoldedText(String(repeating: "a", count: FoldedText.maximumLength)))
    #expect(found.isCutShort)
    #expect(found.steps < PatternSet.maximumSteps + 4 * set.size)
  }

  @Test func `patterns together find what each finds alone`() throws {
    let texts = ["free prize", "a prize", "free", "+15550100", "naïve"]
    let patterns = try ["free", "p.*e", #"\d+"#, "^a", "^na[iï]ve$", "x"].map { try SpamPattern($0) }
    let set = PatternSet(patterns)
    for text in texts {
      let folded = FoldedText(text)
      let alone = patterns.indices.filter { PatternSet([patterns[$0]]).found(in: folded).patterns == [0] }
      #expect(set.found(in: folded).patterns == alone)
    }
  }

  @Test func `a class of very many letters holds them all`() throws {
    #expect(try Self.occurs("[一-龥]{2}x", in: "a營業x"))
    #expect(try !Self.occurs("[一-龥]{2}x", in: "aあいx"))
  }
}
