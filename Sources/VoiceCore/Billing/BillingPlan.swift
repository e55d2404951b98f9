/// What a tenant has booked: how much call time a month. Prices are no matter of this program.
public enum BillingPlan: String, Sendable, Codable, CaseIterable {
  /// With what every tenant begins: 1,000 minutes a month.
  case trial
  /// 10,000 minutes a month.
  case business
  /// 1,000,000 minutes a month.
  case enterprise

  /// Seconds of call time that a period brings.
  public var seconds: Int {
    switch self {
    case .trial: 60_000
    case .business: 600_000
    case .enterprise: 60_000_000
    }
  }
}

/// What becomes of a new call when the tenant's credits are spent. Calls that run are never cut (requirement 254).
public enum LimitPolicy: String, Sendable, Codable, CaseIterable {
  /// Nobody talks with the caller, who can leave a message; that isn't metered. A call from a browser or app, which can leave
  /// none, is refused.
  case voicemail
  /// Refused while it rings: the caller hears that the line is busy.
  case refuse
  /// Taken like any other, and booked as overage.
  case overage
}
