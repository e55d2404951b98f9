import PropertyTesting
import Testing

/// Parts of a regular expression, put together as a tree so that each is well formed.
private indirect enum Expression: Sendable {
  case atom(String)
  case sequence([Expression])
  case alternatives([Expression])
  case repeated(Expression, String)

  var text: String {
    switch self {
    case .atom(let text): text
    case .sequence(let parts): parts.map(\.text).joined()
    case .alternatives(let parts): "(?:" + parts.map(\.text).joined(separator: "|") + ")"
    case .repeated(let part, let count): "(\(part.text))\(count)"
    }
  }

  static let generator: Gen<Expression> = {
    let atom = Gen<Expression>.element(of: [
      .atom("a"), .atom("-"), .atom("\\d"), .atom("\\w"), .atom("\\s"), .atom("\\D"), .atom("\\W"), .atom("\\S"),
      .atom("."), .atom("[a-f0-9_]"), .atom("[^a-z]"), .atom("[^\\d\\s]"), .atom("\\."), .atom("\\["), .atom("[-x]"),
      .atom("[\\]\\\\]"), .atom("\\u{e9}"), .atom("\\x41"), .atom("[\\u{4e00}-\\u{9fff}]"), .atom("中"),
    ])
    let count = Gen<String>.element(of: ["?", "*", "+", "{2}", "{1,3}", "{2,}", "*?", "+?", "{0,2}?"])
    return .recursive(depth: 3, nodes: 5, leaf: atom) { smaller in
      .oneOf([
        Gen<[Expression]>.array(of: smaller, count: 0...3).map { .sequence($0) },
        Gen<[Expression]>.array(of: smaller, count: 2...3).map { .alternatives($0) },
        zip(smaller, count).map { .repeated($0, $1) },
      ])
    }
  }()
}

@Suite("Texts from regular expressions")
struct PatternTests {
  @Test func `every text drawn is matched by Swift's own Regex, also while it is made small`() async {
    let texts = Expression.generator.flatMap { expression in
      let pattern = expression.text
      return Gen<TextPattern>.just(TextPattern(stringLiteral: pattern)).flatMap { .string(matching: $0) }
        .map { (pattern, $0) }
    }
    await expectLaw(
      Property("a drawn text matches", for: texts) { pattern, text in
        let regex = try Regex(pattern)
        try require(text.wholeMatch(of: regex) != nil, "\(pattern) does not match \(text)")
      }, cases: 1_000)
    for text in await shrinking(.string(matching: "(ab?|[c-e]{2,4}\\d)+x*"), seeds: 0..<5) {
      #expect(text.wholeMatch(of: /(ab?|[c-e]{2,4}\d)+x*/) != nil)
    }
  }

  @Test(arguments: [
    ("[0-9a-f]{4}", "0000"), (".+", "a"), ("x*", ""), ("(dog|cat)s?", "dog"), ("\\w+@\\w+\\.(com|org)", "a@a.com"),
    ("[^a]", "b"), ("^abc$", "abc"), ("(^a|b)c", "ac"), ("[\\s\\S]", " "), ("a{0}b", "b"), ("", ""), ("|x", ""),
    ("\\Ae\u{301}+\\z", "e\u{301}"), ("(?<year>\\d{4})-(?:0[1-9]|1[0-2])", "0000-01"), ("[^\\s\\S]?z", "z"),
  ])
  func `what never holds shrinks to the simplest text`(_ pattern: String, _ simplest: String) async throws {
    let found = await minimal(.string(matching: try TextPattern(pattern)))
    #expect(found.map { Array($0.unicodeScalars) } == Array(simplest.unicodeScalars))
  }

  @Test func `alternatives, repetitions and ends of classes all come`() async {
    let texts = Set(await drawn(.string(matching: "(?:[ac]|xy){1,2}")))
    #expect(texts.count == 3 + 9)
    let dots = await drawn(.string(matching: "."))
    #expect(dots.contains("~") && dots.contains("a") && dots.contains("中") && !dots.contains("\n"))
    #expect(await minimal(.string(matching: "[a-z]{1,9}")) { $0.count < 3 || !$0.contains("q") } == "aaq")
  }

  @Test(arguments: [
    ("(?=a)b", 0, "look-ahead is not understood"), ("a(?<!b)", 1, "look-behind is not understood"),
    ("(a)\\1", 3, "back-references are not understood"), ("(?<n>a)\\k<n>", 7, "back-references are not understood"),
    ("a\\b", 1, "only the ends ^ and $ are"), ("\\p{L}", 0, "Unicode properties are not understood"),
    ("(?i)a", 0, "options such as (?i) are not understood"), ("(?>a)", 0, "atomic groups are not understood"),
    ("a*+", 2, "possessive quantifiers are not understood"), ("a**", 2, "two quantifiers in a row"),
    ("*a", 0, "nothing to repeat"), ("(", 0, "this ( has no )"), ("a)", 1, "a ) without its ("),
    ("[a", 0, "this [ has no ]"), ("[z-a]", 1, "from a lower one to a higher one"), ("[a[b]]", 2, "within classes"),
    ("[a&&b]", 2, "operations on classes"), ("a{2,1}", 1, "the upper bound is less"), ("a{x}", 1, "a quantifier is"),
    ("a{9000}", 1, "more repetitions than"), ("a\\", 1, "a \\ at the end"), ("\\xg1", 0, "2 hexadecimal digits"),
    ("\\u{110000}", 0, "no such Unicode scalar"), ("\\y", 0, "\\y is not understood"),
    ("^*", 0, "can't be repeated"), ("(?<n", 0, "does not end with >"),
    (String(repeating: "(", count: 101), 100, "more than 100 groups"),
  ])
  func `what is not understood is refused at its place`(_ pattern: String, _ offset: Int, _ reason: String) {
    let error = #expect(throws: TextPatternError.self) { try TextPattern(pattern) }
    #expect(error?.offset == offset)
    #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: ["[^\\s\\S]", "a^b", "a$b", "(?:x|a)[^\\w\\W]+", "(a$|b$)c"])
  func `an expression that matches nothing says so`(_ pattern: String) {
    let error = #expect(throws: TextPatternError.self) { try TextPattern(pattern) }
    #expect(error?.description == "regular expression \(Rendering.literal(pattern)): no text matches it")
  }

  @Test(arguments: ["a*^b", "b$a?", "(^a)+", "(a$)*"])
  func `an end that holds for some texts only is refused`(_ pattern: String) {
    let error = #expect(throws: TextPatternError.self) { try TextPattern(pattern) }
    #expect(error?.reason.hasSuffix("is not understood") == true)
  }
}
