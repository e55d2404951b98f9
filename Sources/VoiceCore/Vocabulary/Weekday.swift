/// A day of the week; weeks begin on Monday (ISO 8601).
public enum Weekday: String, Sendable, Codable, CaseIterable, Comparable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// 0 for Monday … 6 for Sunday.
  public var index: Int {
    switch self {
    case .monday: 0
    case .tuesday: 1
    case .wednesday: 2
    case .thursday: 3
    case .friday: 4
    case .saturday: 5
    case .sunday: 6
    }
  }

  /// Monday first.
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}
