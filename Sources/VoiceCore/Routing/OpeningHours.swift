/// When a company or department takes calls: intervals for each weekday, on the wall clock of a time zone, and days with
/// hours of their own. Where clocks change, the wall clock rules: an hour that comes twice is open twice.
///
/// An interval belongs to the day on which it opens: Friday's `22:00` to `02:00` goes on although Saturday is a holiday.
public struct OpeningHours: Equatable, Sendable {
  /// The most intervals of a day.
  public static let maximumIntervals = 8
  /// The most days with hours of their own.
  public static let maximumSpecialDays = 366
  /// How far ahead the next opening is looked for.
  public static let horizon: Duration = .seconds(400 * 86_400)

  /// The zone whose wall clocks count.
  public let zone: TimeZoneName
  /// For each weekday, Monday first, its intervals in order.
  private let days: [[OpeningInterval]]
  /// In the order of their texts; a date goes before a day of each year.
  public let specialDays: [SpecialDay]
  private let specialByDay: [SpecialDay.Day: SpecialDay]

  /// Hours of a week and of special days. Days that aren't named are closed.
  /// - Throws: For overlapping or empty intervals (also where one reaches into the next weekday), a day named twice, too
  ///   many. `field` is then `week/friday/1` or `special_days/12-25`.
  public init(
    zone: TimeZoneName, week: [Weekday: [OpeningInterval]], specialDays: [SpecialDay] = []
  ) throws(RefusedSetting) {
    self.zone = zone
    days = Weekday.allCases.map { day in (week[day] ?? []).sorted { $0.opens < $1.opens } }
    self.specialDays = specialDays.sorted { $0.day.description < $1.day.description }
    specialByDay = Dictionary(specialDays.map { ($0.day, $0) }) { first, _ in first }
    for day in Weekday.allCases { try Self.requireShape(week[day] ?? [], "week/\(day.rawValue)") }
    try Self.requireNoOverlap(inWeek: week)
    guard specialDays.count <= Self.maximumSpecialDays else {
      throw RefusedSetting("special_days", .tooMany(Self.maximumSpecialDays))
    }
    guard specialByDay.count == specialDays.count else { throw RefusedSetting("special_days", .twice) }
    for special in self.specialDays {
      let field = "special_days/\(special.day)"
      guard special.name.utf8.count <= 4 * SpecialDay.maximumNameLength,
        special.name.count <= SpecialDay.maximumNameLength
      else { throw RefusedSetting(field + "/name", .outOfRange(0...SpecialDay.maximumNameLength)) }
      try Self.requireShape(special.hours, field)
      try Self.requireNoOverlap(
        special.hours.enumerated().map { ($0.element.minutes, "\(field)/\($0.offset)") })
    }
  }

  private init(always zone: TimeZoneName) {
    self.zone = zone
    days = Weekday.allCases.map { _ in [.wholeDay] }
    specialDays = []
    specialByDay = [:]
  }

  /// Open around the clock: what a tenant begins with.
  public static func always(in zone: TimeZoneName = .utc) -> OpeningHours { OpeningHours(always: zone) }

  /// The intervals of a weekday, in order.
  public subscript(weekday: Weekday) -> [OpeningInterval] { days[weekday.index] }

  /// The day's own hours, if it has some; a date goes before a day of each year.
  public func special(on date: CivilDate) -> SpecialDay? {
    guard !specialByDay.isEmpty else { return nil }
    if let dated = specialByDay[.date(date)] { return dated }
    let (_, month, day) = date.parts
    return specialByDay[.yearly(month: month, day: day)]
  }

  /// The intervals that open on a date.
  public func intervals(on date: CivilDate) -> [OpeningInterval] { special(on: date)?.hours ?? self[date.weekday] }
}

extension OpeningHours {
  private static func requireShape(_ intervals: [OpeningInterval], _ field: String) throws(RefusedSetting) {
    guard intervals.count <= maximumIntervals else { throw RefusedSetting(field, .tooMany(maximumIntervals)) }
    for (index, interval) in intervals.enumerated() {
      guard interval.opens.minute < TimeOfDay.minutesOfDay else {
        throw RefusedSetting("\(field)/\(index)/opens", .malformed)
      }
      guard interval.opens != interval.closes else { throw RefusedSetting("\(field)/\(index)", .emptyHours) }
    }
  }

  private static func requireNoOverlap(inWeek week: [Weekday: [OpeningInterval]]) throws(RefusedSetting) {
    var spans: [(minutes: Range<Int>, field: String)] = []
    for day in Weekday.allCases {
      for (index, interval) in (week[day] ?? []).enumerated() {
        let start = day.index * TimeOfDay.minutesOfDay
        spans.append(
          (
            (interval.minutes.lowerBound + start)..<(interval.minutes.upperBound + start),
            "week/\(day.rawValue)/\(index)"
          ))
      }
    }
    // Sunday's night reaches into Monday: once more, a week later.
    let week = 7 * TimeOfDay.minutesOfDay
    let first = spans.filter { $0.minutes.lowerBound < TimeOfDay.minutesOfDay }
    try requireNoOverlap(
      spans + first.map { (($0.minutes.lowerBound + week)..<($0.minutes.upperBound + week), $0.field) })
  }

  /// Blames the one that opens later.
  private static func requireNoOverlap(_ spans: [(minutes: Range<Int>, field: String)]) throws(RefusedSetting) {
    let ordered = spans.sorted { ($0.minutes.lowerBound, $0.field) < ($1.minutes.lowerBound, $1.field) }
    for (one, next) in zip(ordered, ordered.dropFirst()) where next.minutes.lowerBound < one.minutes.upperBound {
      throw RefusedSetting(next.field, .overlappingHours)
    }
  }
}
