/// A moment: microseconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX time), as every store keeps it.
public struct Timestamp: Hashable, Sendable, Codable {
  /// Microseconds since the epoch; negative before it.
  public let microseconds: Int64

  /// A moment that many microseconds after the epoch.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Reads the bare number of microseconds.
  public init(from decoder: any Decoder) throws {
    microseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes the bare number of microseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(microseconds)
  }
}

extension Timestamp: Comparable {
  /// Earlier before later.
  public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  /// That much later.
  public static func + (moment: Self, span: Duration) -> Self {
    Self(microseconds: moment.microseconds + span.wholeMicroseconds)
  }

  /// That much earlier.
  public static func - (moment: Self, span: Duration) -> Self {
    Self(microseconds: moment.microseconds - span.wholeMicroseconds)
  }

  /// The span from `right` to `left`.
  public static func - (left: Self, right: Self) -> Duration { .microseconds(left.microseconds - right.microseconds) }
}

extension Duration {
  /// The span in microseconds, cut towards zero.
  public var wholeMicroseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }

  /// The span in milliseconds, cut towards zero.
  public var wholeMilliseconds: Int64 { wholeMicroseconds / 1000 }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC with milliseconds: `2026-01-06T10:00:00.000Z`.
  public var description: String {
    let secondsOfEpoch = microseconds.flooredQuotient(by: 1_000_000)
    let days = secondsOfEpoch.flooredQuotient(by: 86_400)
    let second = secondsOfEpoch - days * 86_400
    let (year, month, day) = Self.civilDate(daysSinceEpoch: days)
    // From the remainder, for going back to microseconds overflows at the far end of time.
    let remainder = microseconds % 1_000_000
    let millisecond = (remainder < 0 ? remainder + 1_000_000 : remainder) / 1000
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
      + "T\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))"
      + ".\(Self.padded(millisecond, 3))Z"
  }

  /// Proleptic Gregorian date of a day number: counts years from March, so that the leap day comes last.
  private static func civilDate(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = daysSinceEpoch + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension Int64 {
  fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
