public import VoiceCore

/// Time zones with the rules that a test declares, so that it needs no database and hits the hours at which clocks change.
public struct DeclaredTimeZones: TimeZones {
  /// A zone: its offset before any change, and the changes in order.
  public struct Rules: Sendable {
    let firstOffset: Int
    let changes: [(at: Timestamp, secondsEast: Int)]

    /// Rules: an offset, and what follows it from each moment on.
    public init(_ firstOffset: Int, changes: [(at: Timestamp, secondsEast: Int)] = []) {
      self.firstOffset = firstOffset
      self.changes = changes.sorted { $0.at < $1.at }
    }
  }

  private let zones: [TimeZoneName: Rules]

  /// These zones and no others, but UTC.
  public init(_ zones: [TimeZoneName: Rules] = [:]) {
    self.zones = zones.merging([.utc: Rules(0)]) { declared, _ in declared }
  }

  public func offset(of zone: TimeZoneName, at moment: Timestamp) -> ZoneOffset? {
    guard let rules = zones[zone] else { return nil }
    let past = rules.changes.last { $0.at <= moment }
    let next = rules.changes.first { $0.at > moment }
    return ZoneOffset(secondsEast: past?.secondsEast ?? rules.firstOffset, until: next?.at)
  }
}

extension DeclaredTimeZones {
  /// Berlin in 2026: an hour ahead of UTC, two from 29 March 01:00 UTC to 25 October 01:00 UTC.
  public static let berlin2026: DeclaredTimeZones = {
    guard let berlin = TimeZoneName("Europe/Berlin") else { return DeclaredTimeZones() }
    return DeclaredTimeZones([
      berlin: Rules(
        3600,
        changes: [
          (Timestamp(microseconds: 1_774_746_000_000_000), 7200),
          (Timestamp(microseconds: 1_792_890_000_000_000), 3600),
        ])
    ])
  }()
}
