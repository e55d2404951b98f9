/// What a tenant lets happen in a queue.
public struct QueueLimits: Equatable, Sendable, Codable {
  /// Legal waits, in seconds. Source: requirements, "Queue waiting limit".
  public static let waitSeconds = 60...1800
  /// Legal lengths.
  public static let lengths = 1...1_000_000
  /// Legal largest bonuses, in seconds.
  public static let bonusSeconds = 0...600

  /// Who has waited so long goes by the tenant's rule.
  public let longestWait: Duration
  /// The most callers; whoever comes then goes by the tenant's rule.
  public let length: Int
  /// The bonus of the highest tier: nobody is overtaken by one who came more than this later.
  public let largestBonus: Duration

  private init(longestWait: Duration, length: Int, largestBonus: Duration) {
    self.longestWait = longestWait
    self.length = length
    self.largestBonus = largestBonus
  }

  /// Limits of these seconds and callers.
  /// - Throws: `longest_wait`, `length` or `largest_bonus`, outside its bounds.
  public init(longestWaitSeconds: Int = 300, length: Int = CallQueue.maximumLength, largestBonusSeconds: Int = 120)
    throws(RefusedSetting)
  {
    guard Self.waitSeconds.contains(longestWaitSeconds) else {
      throw RefusedSetting("longest_wait", .outOfRange(Self.waitSeconds))
    }
    guard Self.lengths.contains(length) else { throw RefusedSetting("length", .outOfRange(Self.lengths)) }
    guard Self.bonusSeconds.contains(largestBonusSeconds) else {
      throw RefusedSetting("largest_bonus", .outOfRange(Self.bonusSeconds))
    }
    self.init(
      longestWait: .seconds(longestWaitSeconds), length: length, largestBonus: .seconds(largestBonusSeconds))
  }

  /// 300 s, 1,000 callers, bonuses up to 120 s.
  public static let standard = QueueLimits(
    longestWait: .seconds(300), length: CallQueue.maximumLength, largestBonus: CallerTier.maximumBonus)
}
