/// A tenant's credits, prepaid units of use. Nothing is metered yet, so that it begins and stays at nothing.
public struct CreditLedger: Equatable, Sendable, Codable {
  /// Credits that are left.
  public let balance: Int64

  /// A ledger without an entry.
  public init() { balance = 0 }
}
