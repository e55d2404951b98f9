internal import VoiceCore

/// Opening hours: a time zone, intervals for each weekday, days with hours of their own.
struct OpeningHoursJSON: Codable, Sendable {
  private struct Interval: Codable {
    let opens: String
    let closes: String

    init(_ interval: OpeningInterval) { (opens, closes) = (interval.opens.description, interval.closes.description) }

    init(from decoder: any Decoder) throws {
      let fields = try StrictFields(decoder, allowed: ["opens", "closes"])
      opens = try fields.text("opens")
      closes = try fields.text("closes")
    }

    func interval(in field: String) throws(APIFault) -> OpeningInterval {
      guard let interval = OpeningInterval(opens, closes) else { throw .field(field, "Times like 09:00, up to 24:00.") }
      return interval
    }
  }

  private struct Special: Codable {
    let day: String
    let name: String
    let hours: [Interval]

    init(_ special: SpecialDay) {
      day = special.day.description
      name = special.name
      hours = special.hours.map(Interval.init)
    }

    init(from decoder: any Decoder) throws {
      let fields = try StrictFields(decoder, allowed: ["day", "name", "hours"])
      day = try fields.text("day")
      name = try fields.textIfThere("name") ?? ""
      hours = try fields.valueIfThere("hours", as: [Interval].self) ?? []
    }
  }

  private struct Week: Codable {
    let days: [Weekday: [Interval]]

    init(_ hours: OpeningHours) {
      days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours[$0].map(Interval.init)) })
    }

    init(from decoder: any Decoder) throws {
      let fields = try StrictFields(decoder, allowed: Set(Weekday.allCases.map(\.rawValue)))
      var days: [Weekday: [Interval]] = [:]
      for day in Weekday.allCases { days[day] = try fields.valueIfThere(day.rawValue, as: [Interval].self) }
      self.days = days
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: StrictFields.Name.self)
      for day in Weekday.allCases {
        try container.encode(days[day] ?? [], forKey: StrictFields.Name(stringValue: day.rawValue))
      }
    }
  }

  private let zone: String
  private let week: Week
  private let specialDays: [Special]

  init(_ hours: OpeningHours) {
    zone = hours.zone.text
    week = Week(hours)
    specialDays = hours.specialDays.map(Special.init)
  }

  private enum CodingKeys: String, CodingKey {
    case week
    case zone = "time_zone"
    case specialDays = "special_days"
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["time_zone", "week", "special_days"])
    zone = try fields.text("time_zone")
    guard let week = try fields.valueIfThere("week", as: Week.self) else {
      throw StrictFields.Fault("This field is missing.", field: "week")
    }
    self.week = week
    specialDays = try fields.valueIfThere("special_days", as: [Special].self) ?? []
  }

  /// The hours, if they hold together; `field` is what holds them.
  func hours(in field: String) throws(APIFault) -> OpeningHours {
    guard let zone = TimeZoneName(zone) else {
      throw .field("\(field)/time_zone", "\(RefusedSetting.Reason.unknownZone)")
    }
    var days: [Weekday: [OpeningInterval]] = [:]
    for day in Weekday.allCases {
      days[day] = try Self.intervals(week.days[day] ?? [], in: "\(field)/week/\(day.rawValue)")
    }
    var special: [SpecialDay] = []
    for (index, wanted) in specialDays.enumerated() {
      let place = "\(field)/special_days/\(index)"
      guard let day = SpecialDay.Day(wanted.day) else {
        throw .field("\(place)/day", "A date like 2026-12-24, or 12-25 for each year.")
      }
      special.append(SpecialDay(day, name: wanted.name, hours: try Self.intervals(wanted.hours, in: "\(place)/hours")))
    }
    do throws(RefusedSetting) {
      return try OpeningHours(zone: zone, week: days, specialDays: special)
    } catch {
      throw APIFault(error, below: field)
    }
  }

  private static func intervals(_ wanted: [Interval], in field: String) throws(APIFault) -> [OpeningInterval] {
    var intervals: [OpeningInterval] = []
    for (index, one) in wanted.enumerated() { intervals.append(try one.interval(in: "\(field)/\(index)")) }
    return intervals
  }
}
