/// How many cases bear a label, or were discarded for a reason.
public struct LabelCount: Equatable, Sendable {
  /// The label or reason.
  public let label: String
  /// Cases that bear it.
  public let count: Int
  /// All cases.
  public let of: Int
}
