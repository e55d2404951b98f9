/// A tenant's rules against spam, ready to be asked: decided at ring time by number and name, later by speech (property 7).
public struct ScreeningRules: Equatable, Sendable, Codable {
  public let rules: [SpamRule]
  /// Callers who are never suspected.
  public let allowList: Set<PhoneNumber>
  public let thresholds: SpamThresholds

  /// Rules in any order; verdicts don't depend on it.
  public init(rules: [SpamRule], allowList: Set<PhoneNumber>, thresholds: SpamThresholds) {
    self.rules = rules.sorted { $0.id < $1.id }
    self.allowList = allowList
    self.thresholds = thresholds
  }

  /// What is to be done with this caller, given what was said of or by them so far.
  ///
  /// The stricter of the strictest matched rule and the score's threshold action; score = min(100, sum of matched weights).
  public func verdict(on caller: Caller, saying texts: [String] = []) -> ScreeningVerdict {
    if let number = caller.number, allowList.contains(number) {
      return ScreeningVerdict(action: .allow, score: SpamScore(0), reasons: [], isAllowListed: true)
    }
    let words = texts.map(Keyword.words(of:))
    let matched = rules.filter { $0.isActive && Self.matches($0.sign, caller, words) }
    guard !matched.isEmpty else { return .clean }
    let score = SpamScore(matched.reduce(0) { min($0 + $1.weight, SpamScore.maximum) })
    let strictest = matched.map(\.action).max() ?? .allow
    return ScreeningVerdict(
      action: max(strictest, thresholds.action(for: score)), score: score, reasons: matched.map(\.id))
  }

  private static func matches(_ sign: SpamRule.Sign, _ caller: Caller, _ texts: [[String]]) -> Bool {
    switch sign {
    case .number(let number): caller.number == number
    case .keyword(let keyword): texts.contains { keyword.occurs(in: $0) }
    }
  }
}
