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
    let secondsOfEpoch = Int(microseconds).flooredQuotient(by: 1_000_000)
    let day = CivilDate(dayNumber: secondsOfEpoch.flooredQuotient(by: 86_400))
    let second = secondsOfEpoch - day.dayNumber * 86_400
    // From the remainder, for going back to microseconds overflows at the far end of time.
    let remainder = Int(microseconds % 1_000_000)
    let millisecond = (remainder < 0 ? remainder + 1_000_000 : remainder) / 1000
    let time = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined(separator: ":")
    return "\(day)T\(time).\(millisecond.padded(to: 3))Z"
  }
}
