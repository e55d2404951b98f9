import Foundation
public import VoiceCore

/// The machine's time zone database.
public struct SystemTimeZones: TimeZones {
  /// The one database that there is.
  public init() {}

  /// See `TimeZones`.
  public func offset(of zone: TimeZoneName, at moment: Timestamp) -> ZoneOffset? {
    guard let rules = TimeZone(identifier: zone.text) else { return nil }
    let date = Self.date(moment)
    let seconds = rules.secondsFromGMT(for: date)
    // Foundation tells of daylight saving; a zone that moves for good in between is found by halving.
    let change = rules.nextDaylightSavingTimeTransition(after: date)
    let end = change ?? date.addingTimeInterval(Self.lookAhead)
    if rules.secondsFromGMT(for: end.addingTimeInterval(-1)) != seconds {
      return ZoneOffset(secondsEast: seconds, until: Self.firstChange(of: rules, from: date, to: end))
    }
    return ZoneOffset(secondsEast: seconds, until: change.map(Self.moment))
  }

  /// How far ahead a change is looked for that isn't one of daylight saving.
  private static let lookAhead: TimeInterval = 400 * 86_400

  private static func firstChange(of rules: TimeZone, from start: Date, to end: Date) -> Timestamp {
    let seconds = rules.secondsFromGMT(for: start)
    var same = Int64(start.timeIntervalSince1970.rounded(.down))
    var other = Int64(end.timeIntervalSince1970.rounded(.down)) - 1
    while other - same > 1 {
      let middle = (same + other) / 2
      if rules.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(middle))) == seconds {
        same = middle
      } else {
        other = middle
      }
    }
    return Timestamp(microseconds: other * 1_000_000)
  }

  private static func date(_ moment: Timestamp) -> Date {
    Date(timeIntervalSince1970: TimeInterval(moment.microseconds) / 1_000_000)
  }

  private static func moment(_ date: Date) -> Timestamp {
    Timestamp(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
  }
}
