/// A stretch of UTC whose figures are kept: a quarter of an hour, and what makes long windows short to read. Every time
/// zone's clocks are whole quarters of an hour from UTC, so each of its hours and days is made of such stretches.
public struct AnalyticsSlot: Hashable, Sendable, Codable {
  /// How long one is.
  public enum Level: Int, Sendable, CaseIterable, Codable {
    case quarterHour, hour, fourHours, day

    /// In quarters of an hour.
    var quarters: Int {
      switch self {
      case .quarterHour: 1
      case .hour: 4
      case .fourHours: 16
      case .day: AnalyticsSlot.quartersOfDay
      }
    }
  }

  /// A quarter of an hour.
  public static let quarter: Duration = .seconds(900)
  private static let quartersOfDay = 96

  public let level: Level
  /// Which of the day's, from 0.
  public let index: Int
  /// Days since 1970-01-01.
  public let day: Int

  private init(_ level: Level, holding quarter: Int) {
    self.level = level
    day = quarter.flooredQuotient(by: Self.quartersOfDay)
    index = (quarter - day * Self.quartersOfDay) / level.quarters
  }

  /// The one of this length that a moment lies in.
  public init(_ level: Level, holding moment: Timestamp) { self.init(level, holding: Self.number(of: moment)) }

  /// The number of a moment's quarter of an hour since 1970.
  static func number(of moment: Timestamp) -> Int {
    Int(moment.microseconds).flooredQuotient(by: Int(quarter.wholeMicroseconds))
  }

  /// The fewest stretches that make up a range, in order. Its bounds are on quarters of an hour; what isn't is cut down to one.
  public static func cover(_ range: Range<Timestamp>) -> [AnalyticsSlot] {
    var slots: [AnalyticsSlot] = []
    var next = number(of: range.lowerBound)
    let end = number(of: range.upperBound)
    while next < end {
      let level =
        Level.allCases.last { level in
          // A day holds a whole number of each.
          next - next.flooredQuotient(by: level.quarters) * level.quarters == 0 && next + level.quarters <= end
        } ?? .quarterHour
      slots.append(AnalyticsSlot(level, holding: next))
      next += level.quarters
    }
    return slots
  }
}

extension AnalyticsSlot {
  /// The same stretch of days that follow one another: read at one stroke.
  public struct Run: Hashable, Sendable {
    public let level: Level
    public let index: Int
    public let days: Range<Int>

    /// The stretch of this number, of these days.
    public init(level: Level, index: Int, days: Range<Int>) {
      self.level = level
      self.index = index
      self.days = days
    }
  }

  /// Stretches as runs.
  static func runs(of slots: some Sequence<AnalyticsSlot>) -> [Run] {
    var runs: [Run] = []
    let ordered = slots.sorted { ($0.level.rawValue, $0.index, $0.day) < ($1.level.rawValue, $1.index, $1.day) }
    for slot in ordered {
      if let last = runs.last, last.level == slot.level, last.index == slot.index, last.days.upperBound == slot.day {
        runs[runs.count - 1] = Run(level: last.level, index: last.index, days: last.days.lowerBound..<slot.day + 1)
      } else {
        runs.append(Run(level: slot.level, index: slot.index, days: slot.day..<slot.day + 1))
      }
    }
    return runs
  }
}
