/// How often a tenant's rules have changed, and how many of each kind there are. One small row: whoever has compiled the
/// rules of this revision needs to read nothing else, and limits are judged by it.
public struct ScreeningRevision: Equatable, Sendable, Codable {
  /// Counts the changes.
  public private(set) var number: Int64 = 0
  public private(set) var numbersAndKeywords = 0
  public private(set) var patterns = 0
  /// Steps of all patterns together.
  public private(set) var patternSteps = 0
  public private(set) var histories = 0
  public private(set) var allowed = 0

  /// Of a tenant without rules.
  public init() {}

  /// A rule comes, goes (`nil`), or takes another's place.
  public mutating func replace(_ former: SpamRule?, by rule: SpamRule?) {
    number += 1
    if let former { count(former.sign, -1) }
    if let rule { count(rule.sign, 1) }
  }

  /// The allow-list has so many entries more.
  public mutating func changeAllowed(by entries: Int) {
    number += 1
    allowed += entries
  }

  /// Which limit is passed; `nil` when none is.
  public var passedLimit: PassedLimit? {
    if numbersAndKeywords > ScreeningLimits.numbersAndKeywords { return .numbersAndKeywords }
    if patterns > ScreeningLimits.patterns { return .patterns }
    if patternSteps > ScreeningLimits.patternSteps { return .patternSteps }
    if histories > ScreeningLimits.histories { return .histories }
    if allowed > ScreeningLimits.allowed { return .allowed }
    return nil
  }

  /// What there may be no more of.
  public enum PassedLimit: Sendable { case numbersAndKeywords, patterns, patternSteps, histories, allowed }

  private mutating func count(_ sign: SpamRule.Sign, _ more: Int) {
    switch sign {
    case .number, .prefix, .range, .keyword: numbersAndKeywords += more
    case .pattern(let pattern), .numberPattern(let pattern):
      patterns += more
      patternSteps += more * pattern.size
    case .repeatedCalls, .reports: histories += more
    }
  }
}
