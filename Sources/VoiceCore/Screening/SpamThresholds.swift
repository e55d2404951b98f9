/// From which score on an action is taken although no single rule asks for it.
public struct SpamThresholds: Equatable, Sendable, Codable {
  public var flag: SpamScore?
  public var challenge: SpamScore?
  public var block: SpamScore?

  /// Thresholds; `nil` never takes that action by score alone.
  public init(flag: SpamScore? = nil, challenge: SpamScore? = nil, block: SpamScore? = nil) {
    self.flag = flag
    self.challenge = challenge
    self.block = block
  }

  /// Blocks from 70 points on, the default for callers on no list.
  public static let standard = SpamThresholds(block: SpamScore(70))

  /// The strictest action whose threshold the score reaches.
  public func action(for score: SpamScore) -> SpamAction {
    if let block, score >= block { return .block }
    if let challenge, score >= challenge { return .challenge }
    if let flag, score >= flag { return .flag }
    return .allow
  }
}
