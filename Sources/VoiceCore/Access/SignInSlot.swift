/// Where the failures of one account are counted: one of so many places, found by a keyed digest.
///
/// Known and unknown accounts have places alike, so nothing tells which exist; and however many names are tried, there
/// are no more rows than places. Two accounts that share one share their delays, which the cap bounds; which do is
/// known to the key's holder only.
public struct SignInSlot: Hashable, Sendable, Codable {
  /// The places for each kind, in each tenant.
  public static let count = 1 << 16

  /// What is counted apart from what.
  public enum Kind: String, Sendable, CaseIterable {
    /// From wherever.
    case anywhere
    /// From a device that has been signed in from.
    case device
    /// Proving a password to somebody who is signed in.
    case proof
  }

  /// `anywhere-00ff`: the kind and the place's number in four hexadecimal digits.
  public let text: String

  /// The place that this digest of account (and device) leads to.
  public init(_ kind: Kind, of digest: TokenDigest) {
    let digits = digest.hex.prefix(4)
    text = "\(kind.rawValue)-\(digits)"
  }
}
