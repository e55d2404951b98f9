/// How far a permission goes. The rooms that know departments and agents narrow their lists by it (property 19).
public enum Reach: Int, Sendable, Comparable, CaseIterable {
  /// What is the bearer's own: their calls, their status, their figures.
  case own
  /// What belongs to the bearer's departments and those below them.
  case department
  /// Everything of the tenant.
  case tenant

  /// Narrower before wider.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
