/// A place in the log. Stays inside: how far apart two of a tenant's places are tells how busy all others were.
///
/// The order is that of commits and, within one, of facts. A number alone would be no order to read in: it is drawn while
/// a commit is still on its way, and one that drew a higher number may be there first.
public struct LogPosition: Hashable, Sendable, Codable {
  /// The commit, in the order in which the store shows them.
  public let commit: Int64
  /// The fact's number among all of the deployment; never given twice.
  public let number: Int64

  /// The place of a fact with this number in this commit.
  public init(commit: Int64, number: Int64) {
    self.commit = commit
    self.number = number
  }
}

extension LogPosition: Comparable {
  /// Earlier in the log before later.
  public static func < (left: Self, right: Self) -> Bool { (left.commit, left.number) < (right.commit, right.number) }
}
