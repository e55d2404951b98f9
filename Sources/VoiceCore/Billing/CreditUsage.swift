/// What a tenant used in one period.
public struct CreditUsage: Equatable, Sendable, Codable {
  /// At how many hundredths of the limit a tenant is warned. Source: requirement 6.7.
  public static let thresholds = [80, 100]

  public let period: BillingPeriod
  /// The plan's seconds of call time for the period.
  public internal(set) var limit: Int
  /// What was granted of them: more than the limit when a smaller plan was taken after more was used.
  public internal(set) var granted: Int
  /// Metered seconds of call time of the calls that ended in it.
  public internal(set) var seconds = 0
  /// How many calls these were; those that nobody answered aren't among them.
  public internal(set) var calls = 0
  /// Seconds above the limit.
  public internal(set) var overage = 0
  /// Seconds above the limit and above a call's grace.
  public internal(set) var waived = 0
  /// What the voice AI of these calls cost, in millionths of a US dollar.
  public internal(set) var microdollars = 0
  /// Of which thresholds the tenant was warned.
  public internal(set) var warned: [Int] = []

  init(_ period: BillingPeriod, limit: Int) {
    self.period = period
    self.limit = limit
    granted = limit
  }

  /// The warnings that are due now, each once a period. Who turns a call away has met the limit, though it is only set aside.
  mutating func warnings(isTurnedAway: Bool = false) -> [CreditWarning] {
    let due = Self.thresholds.filter { percent in
      !warned.contains(percent) && (isTurnedAway || seconds * 100 >= limit * percent)
    }
    warned += due
    return due.map { CreditWarning(percent: $0, period: period, used: seconds, limit: limit) }
  }
}

/// A tenant has come to a threshold of its period's credits.
public struct CreditWarning: Equatable, Sendable, Codable {
  /// Which one, in hundredths of the limit.
  public let percent: Int
  public let period: BillingPeriod
  /// Seconds of call time.
  public let used: Int
  /// Seconds of call time.
  public let limit: Int
}
