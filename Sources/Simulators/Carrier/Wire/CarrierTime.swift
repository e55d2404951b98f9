internal import Foundation

/// Times as the carrier writes them.
package enum CarrierTime {
  /// RFC 2822 in UTC: `Tue, 06 Jan 2026 10:00:00 +0000`.
  package static func rfc2822(secondsSince1970 seconds: Int) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents(
      [.weekday, .day, .month, .year, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(seconds)))
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = weekdays[(parts.weekday ?? 1) - 1]
    let month = months[(parts.month ?? 1) - 1]
    let clock = [parts.hour, parts.minute, parts.second].map { two($0 ?? 0) }.joined(separator: ":")
    return "\(weekday), \(two(parts.day ?? 1)) \(month) \(parts.year ?? 1970) \(clock) +0000"
  }

  /// ISO 8601 in UTC, whole seconds.
  package static func iso8601(secondsSince1970 seconds: Int) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }

  /// The machine's clock in whole seconds.
  package static var now: Int { Int(Date().timeIntervalSince1970) }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
