internal import Synchronization
internal import VoiceCore

/// The `Date` field (RFC 9110, section 6.6.1), worked out once a second.
final class HTTPDate: Sendable {
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private let latest = Mutex((second: Int64.min, text: ""))

  /// The moment as text: `Sun, 06 Nov 1994 08:49:37 GMT`.
  func text(at moment: Timestamp) -> String {
    latest.withLock { latest in
      let second = moment.microseconds / 1_000_000
      if latest.second != second { latest = (second, Self.format(moment)) }
      return latest.text
    }
  }

  static func format(_ moment: Timestamp) -> String {
    // `2026-01-06T10:00:00.000Z` has every number but the weekday.
    let parts = moment.description.split(whereSeparator: { "-T:.Z".contains($0) })
    let days = Int(moment.microseconds / 86_400_000_000)
    let month = months[(Int(parts[1]) ?? 1) - 1]
    return "\(weekdays[(days % 7 + 7) % 7]), \(parts[2]) \(month) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) GMT"
  }
}
