/// What a clock on the wall shows, to the minute. In autumn one such minute may come twice; in spring one may never come.
public struct LocalMinute: Hashable, Sendable, Comparable {
  /// Minutes since 1970-01-01 00:00 on that wall.
  public let number: Int

  /// That minute.
  public init(number: Int) { self.number = number }

  /// What the clocks show at a moment, where they are so far from UTC.
  public init(_ moment: Timestamp, secondsEast: Int) {
    let seconds = Int(moment.microseconds).flooredQuotient(by: 1_000_000)
    number = (seconds + secondsEast).flooredQuotient(by: 60)
  }

  /// A minute of a day.
  public init(_ date: CivilDate, _ time: TimeOfDay) {
    number = date.dayNumber * TimeOfDay.minutesOfDay + time.minute
  }

  /// The day on the calendar beside the clock.
  public var date: CivilDate { CivilDate(dayNumber: number.flooredQuotient(by: TimeOfDay.minutesOfDay)) }

  /// The moment at which clocks so far from UTC begin to show it.
  public func moment(secondsEast: Int) -> Timestamp {
    Timestamp(microseconds: Int64(number * 60 - secondsEast) * 1_000_000)
  }

  /// Earlier on the wall before later.
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
