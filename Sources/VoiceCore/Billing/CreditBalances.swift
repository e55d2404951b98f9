/// Between which accounts credits move. What one gets another gives: all of them together are always nothing.
public enum CreditAccount: String, Sendable, Codable, CaseIterable {
  /// Where they come from: below nothing by all that was ever granted.
  case granted
  /// What a new call can be admitted with. Never below nothing.
  case available
  /// Set aside for calls that run. Never below nothing.
  case reserved
  /// What was metered.
  case used
  /// What was left at the end of a period.
  case expired
  /// What was used above the limit: below nothing by that.
  case overage
  /// What a call used above the limit for longer than its grace, which nobody owes: below nothing by that.
  case waived
}

/// What the accounts hold, in seconds of call time.
public struct CreditBalances: Equatable, Sendable {
  private var seconds = [Int](repeating: 0, count: CreditAccount.allCases.count)

  /// Nothing in any of them.
  public init() {}

  /// What an account holds.
  public subscript(account: CreditAccount) -> Int {
    get { seconds[account.place] }
    set { seconds[account.place] = newValue }
  }

  /// All accounts together: nothing.
  public var sum: Int { seconds.reduce(0, +) }

  /// Moves seconds from one account to another.
  mutating func move(_ seconds: Int, from source: CreditAccount, to target: CreditAccount) {
    self[source] -= seconds
    self[target] += seconds
  }

  /// What has become of these, account by account; those that are as they were are left out.
  func postings(since former: CreditBalances) -> [CreditPosting] {
    CreditAccount.allCases.compactMap { account in
      let change = self[account] - former[account]
      return change == 0 ? nil : CreditPosting(account: account, seconds: change)
    }
  }
}

extension CreditBalances: Codable {
  /// Reads what each account holds, by its name; one that isn't told holds nothing.
  public init(from decoder: any Decoder) throws {
    let kept = try decoder.singleValueContainer().decode([String: Int].self)
    for account in CreditAccount.allCases { self[account] = kept[account.rawValue] ?? 0 }
  }

  /// Writes it so.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Dictionary(uniqueKeysWithValues: CreditAccount.allCases.map { ($0.rawValue, self[$0]) }))
  }
}

extension CreditAccount {
  fileprivate var place: Int {
    switch self {
    case .granted: 0
    case .available: 1
    case .reserved: 2
    case .used: 3
    case .expired: 4
    case .overage: 5
    case .waived: 6
    }
  }
}

/// What one entry does to one account.
public struct CreditPosting: Equatable, Sendable, Codable {
  public let account: CreditAccount
  /// Seconds of call time; below nothing for what the account gives.
  public let seconds: Int

  /// What an entry does to this account.
  public init(account: CreditAccount, seconds: Int) {
    self.account = account
    self.seconds = seconds
  }
}
