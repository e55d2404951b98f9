/// A day with hours of its own instead of its weekday's; without any it is a holiday.
public struct SpecialDay: Equatable, Sendable, Codable {
  /// The most characters of a name.
  public static let maximumNameLength = 100

  /// Which day it is.
  public enum Day: Hashable, Sendable {
    /// This one, once.
    case date(CivilDate)
    /// Month and day, each year that has them.
    case yearly(month: Int, day: Int)
  }

  public let day: Day
  /// As callers may be told: "New Year".
  public let name: String
  /// When it is open; what begins on the day before still goes on.
  public let hours: [OpeningInterval]

  /// A day with these hours; a holiday without any.
  public init(_ day: Day, name: String, hours: [OpeningInterval] = []) {
    self.day = day
    self.name = name
    self.hours = hours
  }
}

extension SpecialDay.Day: LosslessStringConvertible, Codable {
  /// Reads `2026-12-25` or, for each year, `12-25`; anything else is `nil`.
  public init?(_ text: String) {
    if let date = CivilDate(text) {
      self = .date(date)
    } else {
      // A leap year, so that 29 February may be named.
      guard let date = CivilDate("2000-" + text) else { return nil }
      self = .yearly(month: date.parts.month, day: date.parts.day)
    }
  }

  public var description: String {
    switch self {
    case .date(let date): date.description
    case .yearly(let month, let day): "\(month.padded(to: 2))-\(day.padded(to: 2))"
    }
  }

  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let day = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a date, with or without a year")
    }
    self = day
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
