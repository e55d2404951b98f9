/// From when to when a day is open, on the wall clock. One that closes at or before its opening closes on the next day.
public struct OpeningInterval: Hashable, Sendable, Codable {
  public let opens: TimeOfDay
  public let closes: TimeOfDay

  /// An interval, `09:00` to `17:30` or over midnight `22:00` to `02:00`.
  public init(opens: TimeOfDay, closes: TimeOfDay) {
    self.opens = opens
    self.closes = closes
  }

  /// Reads two times; `nil` when one of them is none.
  public init?(_ opens: String, _ closes: String) {
    guard let opens = TimeOfDay(opens), let closes = TimeOfDay(closes) else { return nil }
    self.init(opens: opens, closes: closes)
  }

  /// The whole day.
  public static let wholeDay = OpeningInterval(opens: .midnight, closes: .endOfDay)

  /// Whether it goes on after midnight.
  public var isOverMidnight: Bool { closes <= opens }

  /// Its minutes, counted from the midnight before its opening; past 1,440 they belong to the next day.
  public var minutes: Range<Int> {
    opens.minute..<(isOverMidnight ? closes.minute + TimeOfDay.minutesOfDay : closes.minute)
  }
}
