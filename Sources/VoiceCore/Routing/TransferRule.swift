/// Where a tenant wants callers handed to, by the reason of the hand-over.
public struct TransferRule: Equatable, Sendable, Codable {
  /// Names one rule.
  public typealias ID = Identifier<TransferRule>

  /// What a rule looks for.
  public enum Sign: Hashable, Sendable, Codable {
    case reason(TransferReason)
    /// These words in what the caller wants.
    case keyword(Keyword)
    case tier(CallerTier)
  }

  public let id: ID
  public let sign: Sign
  public let target: RoutingTarget
  /// The higher goes first; ties: lower id.
  public let priority: Int
  public let isActive: Bool

  /// A rule.
  public init(id: ID, sign: Sign, target: RoutingTarget, priority: Int = 0, isActive: Bool = true) {
    self.id = id
    self.sign = sign
    self.target = target
    self.priority = priority
    self.isActive = isActive
  }

  /// Whether the rule is about this hand-over.
  public func applies(to handOver: HandOver, words: [String]) -> Bool {
    guard isActive else { return false }
    return switch sign {
    case .reason(let reason): handOver.reason == reason
    case .keyword(let keyword): keyword.occurs(in: words)
    case .tier(let tier): handOver.tier == tier
    }
  }
}

/// A hand-over that is wanted, as rules see it.
public struct HandOver: Equatable, Sendable {
  public let reason: TransferReason
  public let tier: CallerTier
  /// What the caller said they want; empty when nobody asked.
  public let wish: String

  /// A hand-over for this reason.
  public init(reason: TransferReason, tier: CallerTier = .standard, wish: String = "") {
    self.reason = reason
    self.tier = tier
    self.wish = wish
  }
}
