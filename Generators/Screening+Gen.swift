public import PropertyTesting
public import VoiceCore

/// A tenant's rules and a call that meets them.
public struct ScreeningCase: Sendable {
  public let rules: [SpamRule]
  public let allowList: Set<PhoneNumber>
  public let thresholds: SpamThresholds
  public let caller: Caller
  public let callerName: String?

  /// A case of these parts.
  public init(
    rules: [SpamRule], allowList: Set<PhoneNumber>, thresholds: SpamThresholds, caller: Caller, callerName: String?
  ) {
    self.rules = rules
    self.allowList = allowList
    self.thresholds = thresholds
    self.caller = caller
    self.callerName = callerName
  }
}

extension Gen where Value == ScreeningCase {
  /// Overlapping rules on few numbers and words, inactive ones among them, weights that pass 100 together, an allow-list that
  /// contradicts them. Shrinks to fewer rules, the mildest action and no weight.
  public static var screeningCase: Gen {
    gen { source throws(Discard) in
      var rules: [SpamRule] = []
      for (index, make) in try source.draw(.array(of: Self.rule, count: 0...6)).enumerated() {
        rules.append(make(Identifier(UInt128(index + 1))))
      }
      return ScreeningCase(
        rules: rules, allowList: Set(try source.draw(.array(of: .phoneNumber(outOf: 4), count: 0...2))),
        thresholds: try source.draw(Self.thresholds), caller: try source.draw(.caller(outOf: 4)),
        callerName: try source.draw(.optional(.callerName)))
    }
  }

  private static var rule: Gen<@Sendable (SpamRule.ID) -> SpamRule> {
    gen { source throws(Discard) in
      let sign = try source.draw(Self.sign)
      let action = try source.draw(.element(of: SpamAction.allCases))
      let weight = try source.draw(.int(0...100))
      let isActive = try source.draw(.bool(probability: 0.85))
      return { SpamRule(id: $0, sign: sign, action: action, weight: weight, isActive: isActive) }
    }
  }

  private static var sign: Gen<SpamRule.Sign> {
    .oneOf([
      Gen<PhoneNumber>.phoneNumber(outOf: 4).map(SpamRule.Sign.number),
      Gen<String>.element(of: ["warranty", "prize", "free cruise", "Preis"]).map { text in
        guard let keyword = Keyword(text) else { preconditionFailure("a keyword has words") }
        return SpamRule.Sign.keyword(keyword)
      },
    ])
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

extension Gen where Value == String {
  /// Names that hold a keyword whole, in part, in capitals, between other words, or not at all.
  public static var callerName: Gen {
    .element(of: [
      "Ann Smith", "WARRANTY dept", "Prizewinner", "your free  cruise!", "free the cruise", "prize", "PREIS", "",
      "😀 prize\u{301}",
    ])
  }
}
