extension OpeningHours: Codable {
  private enum CodingKeys: String, CodingKey {
    case zone = "time_zone"
    case week
    case specialDays = "special_days"
  }

  /// Reads hours that hold together; others are corrupt.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let named = try container.decode([String: [OpeningInterval]].self, forKey: .week)
    var week: [Weekday: [OpeningInterval]] = [:]
    for (name, intervals) in named {
      guard let day = Weekday(rawValue: name) else {
        throw DecodingError.dataCorruptedError(forKey: .week, in: container, debugDescription: "no such weekday")
      }
      week[day] = intervals
    }
    let zone = try container.decode(TimeZoneName.self, forKey: .zone)
    let specialDays = try container.decode([SpecialDay].self, forKey: .specialDays)
    do throws(RefusedSetting) {
      try self.init(zone: zone, week: week, specialDays: specialDays)
    } catch {
      throw DecodingError.dataCorruptedError(forKey: .week, in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the weekdays that have hours, in order: equal hours have equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(zone, forKey: .zone)
    var week = container.nestedContainer(keyedBy: WeekdayKey.self, forKey: .week)
    for day in Weekday.allCases where !self[day].isEmpty { try week.encode(self[day], forKey: WeekdayKey(day)) }
    try container.encode(specialDays, forKey: .specialDays)
  }
}

/// A weekday as the name of a member.
private struct WeekdayKey: CodingKey {
  let day: Weekday

  init(_ day: Weekday) { self.day = day }

  init?(stringValue: String) {
    guard let day = Weekday(rawValue: stringValue) else { return nil }
    self.day = day
  }

  init?(intValue: Int) { nil }

  var stringValue: String { day.rawValue }
  var intValue: Int? { nil }
}
