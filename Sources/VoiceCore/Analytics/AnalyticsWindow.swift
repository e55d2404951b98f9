/// Over which time figures are asked for, and in which pieces.
public struct AnalyticsWindow: Equatable, Sendable {
  /// A piece, by the clocks of the window's time zone. Weeks begin on Monday (ISO 8601).
  public enum Interval: String, Sendable, CaseIterable {
    case hour, day, week, month
  }

  /// The longest window: five years.
  public static let maximumDays = 1_830
  /// The most pieces.
  public static let maximumIntervals = 800

  public let range: Range<Timestamp>
  /// `nil` for the whole window at once.
  public let interval: Interval?
  public let zone: TimeZoneName
  /// The pieces in order, the first and the last cut where the window is; the whole window when no interval was asked for. A
  /// day on which clocks change is shorter or longer, and an hour that comes twice is two pieces.
  public let intervals: [Range<Timestamp>]

  /// A window from a moment up to another, both on quarters of an hour.
  /// - Parameter offset: How far a zone's clocks are ahead at a moment, and until when; `nil` for a zone that isn't known.
  /// - Throws: the field that is wrong: `from`, `to`, `interval`, `time_zone`.
  public init(
    from start: Timestamp, to end: Timestamp, every interval: Interval? = nil, in zone: TimeZoneName = .utc,
    by offset: @escaping (TimeZoneName, Timestamp) -> ZoneOffset?
  ) throws(RefusedSetting) {
    guard end.isOnQuarter else { throw RefusedSetting("to", .notOnQuarterHour) }
    guard start.isOnQuarter else { throw RefusedSetting("from", .notOnQuarterHour) }
    guard start < end else { throw RefusedSetting("to", .emptyTime) }
    let (length, isTooMuch) = end.microseconds.subtractingReportingOverflow(start.microseconds)
    guard !isTooMuch, length <= Int64(Self.maximumDays) * 86_400_000_000 else {
      throw RefusedSetting("to", .longerThanDays(Self.maximumDays))
    }
    guard let first = offset(zone, start) else { throw RefusedSetting("time_zone", .unknownZone) }
    range = start..<end
    self.interval = interval
    self.zone = zone
    guard let interval else {
      intervals = [start..<end]
      return
    }
    var clock = WallClock(first) { offset(zone, $0) }
    var pieces: [Range<Timestamp>] = []
    var from = start
    while from < end {
      guard pieces.count < Self.maximumIntervals else {
        throw RefusedSetting("interval", .tooManyIntervals(Self.maximumIntervals))
      }
      let to = min(clock.end(of: interval, from: from), end)
      pieces.append(from..<to)
      from = to
    }
    intervals = pieces
  }

  /// The first moment after a moment's quarter of an hour.
  public static func endOfQuarter(holding moment: Timestamp) -> Timestamp { moment.onQuarter + AnalyticsSlot.quarter }
}

extension Timestamp {
  fileprivate var isOnQuarter: Bool { onQuarter == self }

  /// The quarter of an hour that has begun.
  fileprivate var onQuarter: Timestamp {
    let quarter = AnalyticsSlot.quarter.wholeMicroseconds
    let rest = microseconds % quarter
    return Timestamp(microseconds: microseconds - (rest < 0 ? rest + quarter : rest))
  }
}

/// A zone's clocks, as moments go on.
private struct WallClock {
  private let known: (Timestamp) -> ZoneOffset?
  private var offset: ZoneOffset

  init(_ first: ZoneOffset, then known: @escaping (Timestamp) -> ZoneOffset?) {
    offset = first
    self.known = known
  }

  /// When the piece that a moment lies in ends: when these clocks first show the next, or an hour anew.
  mutating func end(of interval: AnalyticsWindow.Interval, from start: Timestamp) -> Timestamp {
    pass(to: start)
    let number = interval.number(of: LocalMinute(start, secondsEast: offset.secondsEast))
    while true {
      let next = interval.beginning(of: number + 1).moment(secondsEast: offset.secondsEast)
      guard let change = offset.until, change <= next else { return later(next, than: start) }
      pass(to: change)
      let minute = LocalMinute(change, secondsEast: offset.secondsEast)
      if interval.number(of: minute) > number || interval == .hour && minute.number % 60 == 0 {
        return later(change, than: start)
      }
    }
  }

  /// On a quarter of an hour, whatever clocks once showed.
  private func later(_ moment: Timestamp, than start: Timestamp) -> Timestamp {
    max(moment.onQuarter, start + AnalyticsSlot.quarter)
  }

  private mutating func pass(to moment: Timestamp) {
    if let until = offset.until, until <= moment {
      offset = known(moment) ?? ZoneOffset(secondsEast: 0)
    }
  }
}

extension AnalyticsWindow.Interval {
  /// The number of the piece that a minute of the wall clock lies in; the next one's is one more.
  fileprivate func number(of minute: LocalMinute) -> Int {
    switch self {
    case .hour: return minute.number.flooredQuotient(by: 60)
    case .day: return minute.date.dayNumber
    // 1970-01-01 was a Thursday.
    case .week: return (minute.date.dayNumber + 3).flooredQuotient(by: 7)
    case .month:
      let (year, month, _) = minute.date.parts
      return year * 12 + month - 1
    }
  }

  /// The first minute of the piece with this number.
  fileprivate func beginning(of number: Int) -> LocalMinute {
    switch self {
    case .hour: return LocalMinute(number: number * 60)
    case .day: return LocalMinute(number: number * TimeOfDay.minutesOfDay)
    case .week: return LocalMinute(number: (number * 7 - 3) * TimeOfDay.minutesOfDay)
    case .month:
      let year = number.flooredQuotient(by: 12)
      // The calendar ends with the year 9999.
      let last = CivilDate(year: 9999, month: 12, day: 31)?.dayNumber ?? 0
      let day = CivilDate(year: year, month: number - year * 12 + 1, day: 1)?.dayNumber ?? last + 1
      return LocalMinute(number: day * TimeOfDay.minutesOfDay)
    }
  }
}
