/// One sign of spam that a tenant has named. A number rule that blocks is an entry of the block-list.
public struct SpamRule: Equatable, Sendable, Codable {
  /// Names one rule.
  public typealias ID = Identifier<SpamRule>

  /// What the rule looks for.
  public enum Sign: Hashable, Sendable, Codable {
    /// The caller's number is exactly this one.
    case number(PhoneNumber)
    /// The caller's number begins so.
    case prefix(NumberPrefix)
    /// The caller's number is one of these.
    case range(NumberRange)
    /// The caller's number, with its `+`, holds the pattern.
    case numberPattern(SpamPattern)
    /// The words occur in the caller's name or speech: whole words, any letter case.
    case keyword(Keyword)
    /// The caller's name or one of their utterances holds the pattern.
    case pattern(SpamPattern)
    /// The caller has called that often.
    case repeatedCalls(RepeatedCalls)
    /// The caller was reported that often.
    case reports(CallerReports)
  }

  public let id: ID
  public var sign: Sign
  /// What is done at least when the rule matches.
  public var action: SpamAction
  /// What a match adds to the score, 0…100.
  public var weight: Int
  /// A rule that isn't active never matches.
  public var isActive: Bool

  /// A rule; action, weight and state as they are by default (requirement 202).
  public init(id: ID, sign: Sign, action: SpamAction = .block, weight: Int = 10, isActive: Bool = true) {
    self.id = id
    self.sign = sign
    self.action = action
    self.weight = min(max(weight, 0), SpamScore.maximum)
    self.isActive = isActive
  }

  /// Why it can't be used, as a rule of an older version may be: it is then as good as not active.
  public var fault: PatternFault? { sign.pattern?.fault }
}

extension SpamRule.Sign {
  /// The pattern, if it is one.
  public var pattern: SpamPattern? {
    switch self {
    case .pattern(let pattern), .numberPattern(let pattern): pattern
    case .number, .prefix, .range, .keyword, .repeatedCalls, .reports: nil
    }
  }
}
