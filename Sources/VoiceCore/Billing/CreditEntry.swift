/// A line of a tenant's journal of credits. Kept for ever, never changed; its postings add up to nothing.
///
/// What is set aside for a call that runs is no entry: it is in the account and with the call, and the entry of the call's end
/// tells what came of it. So all entries together are the balances with nothing set aside.
public struct CreditEntry: Equatable, Sendable, Codable {
  /// What it is for.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A period began.
    case granted
    /// What was left of a former period is void.
    case expired
    /// A call ended.
    case used
    /// The plan changed within a period.
    case planChanged = "plan_changed"
  }

  /// Counts the tenant's entries from 1, without gaps.
  public let number: Int
  public let at: Timestamp
  public let kind: Kind
  /// The call, of `used`.
  public let call: Call.ID?
  /// Only of accounts that change.
  public let postings: [CreditPosting]

  /// An entry of these parts.
  public init(number: Int, at: Timestamp, kind: Kind, call: Call.ID? = nil, postings: [CreditPosting]) {
    self.number = number
    self.at = at
    self.kind = kind
    self.call = call
    self.postings = postings
  }
}
