public import PropertyTesting
public import VoiceCore

/// A tenant's rules and a call that meets them.
public struct ScreeningCase: Sendable {
  /// A rule, and the tree of its pattern, if it is a good one.
  public struct Drawn: Sendable {
    public let rule: SpamRule
    public let tree: PatternTree?
  }

  /// A text, what is left of it without case, accents and width, and its words: said by hand, not by the code under test.
  public struct Spelling: Sendable {
    public let text: String
    public let folded: String
    public let words: [String]
  }

  public var drawn: [Drawn]
  public var allowList: Set<PhoneNumber>
  public var thresholds: SpamThresholds
  public let caller: Caller
  public let name: Spelling?
  public let said: [Spelling]
  /// How many seconds ago the caller called before.
  public let callsBefore: [Int]
  public let reports: Int

  public var rules: [SpamRule] { drawn.map(\.rule) }
  /// What the caller did before, with this call; nobody can tell of a caller without a number.
  public var history: CallerHistory {
    caller.number == nil ? CallerHistory() : CallerHistory(secondsAgo: callsBefore + [0], reports: reports)
  }
}

/// A struct, for a generator of pairs with an indirect part crashes the compiler (Swift 6.3.1).
private struct DrawnSign: Sendable {
  let sign: SpamRule.Sign
  let tree: PatternTree?

  init(_ sign: SpamRule.Sign, _ tree: PatternTree? = nil) {
    self.sign = sign
    self.tree = tree
  }
}

extension Gen where Value == ScreeningCase {
  /// Overlapping rules of every kind on few numbers and words, inactive and broken ones among them, weights that pass 100
  /// together, an allow-list that contradicts them. Shrinks to fewer rules, the mildest action and no weight.
  public static var screeningCase: Gen {
    gen { source throws(Discard) in
      var drawn: [ScreeningCase.Drawn] = []
      for (index, make) in try source.draw(.array(of: Self.rule, count: 0...6)).enumerated() {
        drawn.append(make(Identifier(UInt128(index + 1))))
      }
      return ScreeningCase(
        drawn: drawn, allowList: Set(try source.draw(.array(of: .phoneNumber(outOf: 4), count: 0...2))),
        thresholds: try source.draw(Self.thresholds), caller: try source.draw(.caller(outOf: 4)),
        name: try source.draw(.optional(.spelling)), said: try source.draw(.array(of: .spelling, count: 0...3)),
        callsBefore: try source.draw(.array(of: .element(of: [5, 100, 3000]), count: 0...3)),
        reports: try source.draw(.int(0...2)))
    }
  }

  private static var rule: Gen<@Sendable (SpamRule.ID) -> ScreeningCase.Drawn> {
    gen { source throws(Discard) in
      let drawn = try source.draw(Self.sign)
      let action = try source.draw(.element(of: SpamAction.allCases))
      let weight = try source.draw(.int(0...100))
      let isActive = try source.draw(.bool(probability: 0.85))
      return {
        ScreeningCase.Drawn(
          rule: SpamRule(id: $0, sign: drawn.sign, action: action, weight: weight, isActive: isActive), tree: drawn.tree
        )
      }
    }
  }

  private static var sign: Gen<DrawnSign> {
    .weighted([(3, number), (2, numbers), (3, keyword), (3, pattern), (1, numberPattern), (1, broken), (1, memory)])
  }

  private static var number: Gen<DrawnSign> {
    Gen<PhoneNumber>.phoneNumber(outOf: 4).map { number in DrawnSign(.number(number)) }
  }

  private static var keyword: Gen<DrawnSign> {
    Gen<String>.element(of: ["warranty", "prize", "free cruise", "Preis", "éclair"]).map { text in
      guard let keyword = Keyword(text) else { preconditionFailure("a keyword has words") }
      return DrawnSign(.keyword(keyword))
    }
  }

  private static var pattern: Gen<DrawnSign> {
    Gen<PatternTree>.patternTree.map { tree in DrawnSign(.pattern(SpamPattern(stored: tree.text)), tree) }
  }

  private static var numberPattern: Gen<DrawnSign> {
    Gen<PatternTree>.patternTree.map { tree in DrawnSign(.numberPattern(SpamPattern(stored: tree.text)), tree) }
  }

  /// As an older version might have let through.
  private static var broken: Gen<DrawnSign> {
    Gen<String>.element(of: ["(e", "e{", "*", "[z-a]", #"\"#, "", #"(e)\1"#, "(((e{99}){99}){99})"]).map { text in
      DrawnSign(.pattern(SpamPattern(stored: text)))
    }
  }

  /// Prefixes and ranges around the few numbers.
  private static var numbers: Gen<DrawnSign> {
    gen { source throws(Discard) in
      let one = try source.draw(.phoneNumber(outOf: 4))
      let other = try source.draw(.phoneNumber(outOf: 4))
      if try source.draw(.bool), let range = NumberRange(min(one, other), max(one, other)) {
        return DrawnSign(.range(range))
      }
      let length = try source.draw(.int(2...one.e164.utf8.count))
      guard let prefix = NumberPrefix(String(one.e164.prefix(length))) else {
        preconditionFailure("a number begins so")
      }
      return DrawnSign(.prefix(prefix))
    }
  }

  private static var memory: Gen<DrawnSign> {
    gen { source throws(Discard) in
      if try source.draw(.bool) {
        guard let reports = CallerReports(atLeast: try source.draw(.int(1...2))) else {
          preconditionFailure("so many reports may be asked for")
        }
        return DrawnSign(.reports(reports))
      }
      let seconds = try source.draw(.element(of: [60, 100, 3600]))
      guard let calls = RepeatedCalls(atLeast: try source.draw(.int(2...3)), withinSeconds: seconds) else {
        preconditionFailure("so many calls may be asked for")
      }
      return DrawnSign(.repeatedCalls(calls))
    }
  }

  private static var thresholds: Gen<SpamThresholds> {
    gen { source throws(Discard) in
      let block = try source.draw(.element(of: [70, 1, 100]))
      let flag = try source.draw(.optional(.int(1...60)))
      let challenge = try source.draw(.optional(.int(1...60)))
      return SpamThresholds(
        flag: flag.map { SpamScore($0) }, challenge: challenge.map { SpamScore($0) }, block: SpamScore(block))
    }
  }
}

extension Gen where Value == ScreeningCase.Spelling {
  /// Texts that hold a keyword whole, in part, in capitals, in other widths, with accents either way, between other words,
  /// or not at all; and the one on which catastrophic patterns would take longest.
  public static var spelling: Gen {
    .element(of: [
      .init(text: "Ann Smith", folded: "ann smith", words: ["ann", "smith"]),
      .init(text: "WARRANTY dept", folded: "warranty dept", words: ["warranty", "dept"]),
      .init(text: "Prizewinner", folded: "prizewinner", words: ["prizewinner"]),
      .init(text: "your free  cruise!", folded: "your free  cruise!", words: ["your", "free", "cruise"]),
      .init(text: "free the cruise", folded: "free the cruise", words: ["free", "the", "cruise"]),
      .init(text: "prize", folded: "prize", words: ["prize"]), .init(text: "PREIS", folded: "preis", words: ["preis"]),
      .init(text: "", folded: "", words: []),
      .init(text: "😀 prize\u{301}", folded: "😀 prize", words: ["prize"]),
      .init(text: "Ｐｒｉｚｅ 15", folded: "prize 15", words: ["prize", "15"]),
      .init(text: "E\u{301}CLAIR", folded: "eclair", words: ["eclair"]),
      .init(text: "Éclair-prize", folded: "eclair-prize", words: ["eclair", "prize"]),
      .init(text: "pri\u{200B}ze", folded: "prize", words: ["prize"]),
      .init(
        text: String(repeating: "e", count: 60), folded: String(repeating: "e", count: 60),
        words: [String(repeating: "e", count: 60)]),
    ])
  }
}
