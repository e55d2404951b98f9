import Testing

/// A figure of the core, and how `docs/limits.md` says it.
struct Limit: Sendable, CustomTestStringConvertible {
  static let all = accessToCalls + conversationToQueue + recordingsToWebhooks

  let name: String
  /// As the code has it.
  let found: String
  /// As the page has it.
  let stated: String

  var testDescription: String { name }

  init(_ name: String, _ value: some BinaryInteger, _ stated: String) {
    (self.name, found, self.stated) = (name, Self.spelled(value), stated)
  }

  init(_ name: String, _ value: Double, _ stated: String) {
    (self.name, found, self.stated) = (name, "\(value)", stated)
  }

  init(_ name: String, _ value: Duration, _ stated: String) {
    (self.name, found, self.stated) = (name, Self.spelled(value), stated)
  }

  init(_ name: String, _ value: ClosedRange<some BinaryInteger>, _ stated: String) {
    found = "\(Self.spelled(value.lowerBound)) to \(Self.spelled(value.upperBound))"
    (self.name, self.stated) = (name, stated)
  }

  init(_ name: String, _ value: ClosedRange<Duration>, _ stated: String) {
    found = "\(Self.spelled(value.lowerBound)) to \(Self.spelled(value.upperBound))"
    (self.name, self.stated) = (name, stated)
  }

  /// With a comma before each three digits.
  private static func spelled(_ number: some BinaryInteger) -> String {
    var digits = Array(String(number.magnitude).reversed())
    for place in stride(from: (digits.count - 1) / 3 * 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (number < 0 ? "-" : "") + String(digits.reversed())
  }

  /// In the largest unit that leaves nothing over.
  private static func spelled(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000)]
    for (unit, size) in units where milliseconds.isMultiple(of: size) { return "\(milliseconds / size) \(unit)" }
    return "\(milliseconds) ms"
  }
}
