/// One sign of spam that a tenant has named. Patterns come with the switchboard; number and keyword are here.
public struct SpamRule: Equatable, Sendable, Codable {
  /// Names one rule.
  public typealias ID = Identifier<SpamRule>

  /// What the rule looks for.
  public enum Sign: Equatable, Sendable, Codable {
    /// The caller's number is exactly this one.
    case number(PhoneNumber)
    /// The words occur in the caller's name or speech: whole words, any letter case.
    case keyword(Keyword)
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
}
