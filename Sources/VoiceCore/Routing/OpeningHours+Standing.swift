extension OpeningHours {
  /// Whether calls are taken, and why.
  public enum Standing: Hashable, Sendable, Codable {
    case open
    /// Open by a special day's own hours.
    case openSpecially(name: String)
    /// Outside the hours of that day.
    case closed
    /// A special day: a holiday, or outside its own hours.
    case closedSpecially(name: String)
    /// The zone's rules aren't known any more; calls are taken, for nobody meant to close.
    case zoneUnknown

    /// Whether calls are taken.
    public var isOpen: Bool {
      switch self {
      case .open, .openSpecially, .zoneUnknown: true
      case .closed, .closedSpecially: false
      }
    }
  }

  /// What holds at a minute on the wall.
  public func standing(at now: LocalMinute) -> Standing {
    let today = now.date
    let yesterday = CivilDate(dayNumber: today.dayNumber - 1)
    for date in [yesterday, today] where opens(on: date, at: now) {
      return special(on: date).map { .openSpecially(name: $0.name) } ?? .open
    }
    return special(on: today).map { .closedSpecially(name: $0.name) } ?? .closed
  }

  /// When it opens next after a moment at which it is closed: the beginning of the first minute that is open. `nil` when
  /// it never does within `horizon`, or the zone isn't known. A moment at which it is open answers with itself.
  ///
  /// - Parameter offset: The zone's rules.
  public func nextOpening(after moment: Timestamp, offset: (Timestamp) -> ZoneOffset?) -> Timestamp? {
    let end = moment + Self.horizon
    var moment = moment
    while moment < end {
      guard let zone = offset(moment) else { return nil }
      let now = LocalMinute(moment, secondsEast: zone.secondsEast)
      if standing(at: now).isOpen { return moment }
      // The wall clock is even until the clocks change; then we look again from there.
      let change = min(zone.until ?? end, end)
      let last = LocalMinute(change, secondsEast: zone.secondsEast)
      if let opening = firstOpening(from: now, through: last) {
        let found = opening.moment(secondsEast: zone.secondsEast)
        if found < change { return found }
      }
      // A rule that ends before it begins would stand still.
      guard change > moment else { return nil }
      moment = change
    }
    return nil
  }

  private func opens(on date: CivilDate, at now: LocalMinute) -> Bool {
    let minute = now.number - date.dayNumber * TimeOfDay.minutesOfDay
    return intervals(on: date).contains { $0.minutes.contains(minute) }
  }

  private func firstOpening(from now: LocalMinute, through last: LocalMinute) -> LocalMinute? {
    var date = now.date
    while date <= last.date {
      let openings = intervals(on: date).map { LocalMinute(date, $0.opens) }.filter { $0 > now && $0 <= last }
      if let first = openings.min() { return first }
      date = CivilDate(dayNumber: date.dayNumber + 1)
    }
    return nil
  }
}
