/// A calendar month in UTC, for which credits are granted: the same for every tenant, on every node, whatever zone its hours
/// are in.
public struct BillingPeriod: Hashable, Sendable {
  /// Months since January of the year 0.
  public let number: Int

  private init(number: Int) { self.number = number }

  /// The one in which a moment lies.
  public init(containing moment: Timestamp) {
    let (year, month, _) = LocalMinute(moment, secondsEast: 0).date.parts
    number = year * 12 + month - 1
  }

  /// The month after it.
  public var next: BillingPeriod { BillingPeriod(number: number + 1) }

  /// Its first moment; the next one's is its end.
  public var start: Timestamp {
    let (year, month) = parts
    let day = CivilDate(year: year, month: month, day: 1) ?? CivilDate(dayNumber: 0)
    return LocalMinute(day, .midnight).moment(secondsEast: 0)
  }

  private var parts: (year: Int, month: Int) {
    let year = number.flooredQuotient(by: 12)
    return (year, number - year * 12 + 1)
  }
}

extension BillingPeriod: Comparable {
  /// Earlier before later.
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension BillingPeriod: CustomStringConvertible {
  /// `2026-11` (ISO 8601).
  public var description: String { "\(parts.year.padded(to: 4))-\(parts.month.padded(to: 2))" }
}

extension BillingPeriod: Codable {
  /// Reads the bare number of months.
  public init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Int.self) }

  /// Writes the bare number of months.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}
