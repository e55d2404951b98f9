/// The rules of the world's time zones (IANA database): how far clocks are from UTC, and when they change.
public protocol TimeZones: Sendable {
  /// The offset that holds at a moment, and until when; `nil` when there is no zone of that name.
  func offset(of zone: TimeZoneName, at moment: Timestamp) -> ZoneOffset?
}

/// No zone is known: what has hours is open around the clock.
public struct NoTimeZones: TimeZones {
  /// No zones.
  public init() {}

  /// None.
  public func offset(of zone: TimeZoneName, at moment: Timestamp) -> ZoneOffset? { nil }
}

extension TimeZones {
  /// Whether there is a zone of that name.
  public func knows(_ zone: TimeZoneName) -> Bool { offset(of: zone, at: Timestamp(microseconds: 0)) != nil }

  /// What clocks show there; `nil` when there is no such zone.
  public func local(_ moment: Timestamp, in zone: TimeZoneName) -> LocalMinute? {
    offset(of: zone, at: moment).map { LocalMinute(moment, secondsEast: $0.secondsEast) }
  }

  /// Whether opening hours say open at a moment.
  public func standing(of hours: OpeningHours, at moment: Timestamp) -> OpeningHours.Standing {
    guard let now = local(moment, in: hours.zone) else { return .zoneUnknown }
    return hours.standing(at: now)
  }

  /// When opening hours next open after a moment; `nil` when not within `OpeningHours.horizon`.
  public func nextOpening(of hours: OpeningHours, after moment: Timestamp) -> Timestamp? {
    hours.nextOpening(after: moment) { offset(of: hours.zone, at: $0) }
  }

  /// Refuses hours in a zone that isn't known. For input; what is stored is never refused.
  public func accept(_ hours: OpeningHours) throws(RefusedSetting) {
    guard knows(hours.zone) else { throw RefusedSetting("time_zone", .unknownZone) }
  }
}
