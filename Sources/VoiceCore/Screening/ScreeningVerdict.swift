/// What screening says of a call: one action, a score, and every reason for them.
public struct ScreeningVerdict: Equatable, Sendable, Codable {
  public let action: SpamAction
  public let score: SpamScore
  /// The rules that matched, in the order of their ids; one reason a match.
  public let reasons: [SpamRule.ID]
  /// The caller is on the allow-list, which beats every rule.
  public let isAllowListed: Bool

  /// A verdict of these parts.
  public init(action: SpamAction, score: SpamScore, reasons: [SpamRule.ID], isAllowListed: Bool = false) {
    self.action = action
    self.score = score
    self.reasons = reasons
    self.isAllowListed = isAllowListed
  }

  /// Nothing matched.
  public static let clean = ScreeningVerdict(action: .allow, score: SpamScore(0), reasons: [])
}
