/// What is set aside for a call while it runs.
public struct CreditHold: Equatable, Sendable, Codable {
  /// Seconds of call time, at least one.
  public let seconds: Int
  /// Of which period.
  public let period: BillingPeriod
  /// Whether nothing was left and it is above the limit.
  public let isOverage: Bool
}

/// How a call stands to its tenant's credits, from its beginning on.
public enum CallCredit: Equatable, Sendable, Codable {
  /// Admitted with this.
  case held(CreditHold)
  /// Nothing was left; this is what the tenant wants of such calls.
  case turnedAway(LimitPolicy)

  /// What is set aside, if anything is.
  public var hold: CreditHold? { if case .held(let hold) = self { hold } else { nil } }
}

extension Call {
  /// Why a caller who has just come is refused by the tenant's credits; `nil` when they aren't spent, or nobody is refused for
  /// that. An app can leave no message.
  var creditRefusal: AdmissionRefusal? {
    guard case .turnedAway(let policy) = credit else { return nil }
    return policy == .refuse || carrierID.isApp ? .credits : nil
  }
}
