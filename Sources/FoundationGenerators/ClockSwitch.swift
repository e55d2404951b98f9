public import Foundation
public import PropertyTesting

/// A moment when a zone's clocks are put forward or back.
public struct ClockSwitch: Equatable, Sendable {
  /// The first instant with the new offset.
  public let instant: Date
  /// Seconds that clocks leap: above 0 they leave out as many, below 0 they show as many twice.
  public let leap: Int

  /// The switches of `zone` after `start`, at most `limit` of them, in order.
  public static func all(in zone: TimeZone, after start: Date, limit: Int) -> [ClockSwitch] {
    var switches: [ClockSwitch] = []
    var place = start
    while switches.count < limit, let next = zone.nextDaylightSavingTimeTransition(after: place), next > place {
      let leap = zone.secondsFromGMT(for: next) - zone.secondsFromGMT(for: next.addingTimeInterval(-1))
      if leap != 0 { switches.append(ClockSwitch(instant: next, leap: leap)) }
      place = next
    }
    return switches
  }
}

/// What a clock on the wall of a zone shows near a switch.
public struct WallTime: Equatable, Sendable {
  /// Where it lies.
  public enum Kind: Equatable, Sendable, CaseIterable {
    /// Between switches, shown once.
    case ordinary
    /// Shown twice.
    case doubled
    /// Never shown.
    case missing
  }

  /// Year, month, day, hour, minute and second.
  public let components: DateComponents
  /// Where it lies.
  public let kind: Kind
  /// The zone of the clock.
  public let zone: TimeZone
}

extension Gen where Value == Date {
  /// An instant near one of the `switches` clock switches that `zone` has after `start` (2015 unless given): the switch
  /// itself, a second, a minute or an hour to either side, in the doubled hour, within a day. Of a zone without any, an
  /// instant of the day after `start`. Shrinks to the first switch.
  public static func nearClockSwitch(
    of zone: TimeZone, after start: Date = Date(timeIntervalSince1970: 1_420_070_400), switches: Int = 20
  ) -> Gen {
    let found = ClockSwitch.all(in: zone, after: start, limit: switches)
    let distance = Gen<Int>.oneOf([
      .element(of: [0, -1, 1, -60, 60, -1_800, 1_800, -3_600, 3_600, -3_601, 3_599, -7_200]), .int(-86_400...86_400),
    ])
    guard !found.isEmpty else { return distance.map { start.addingTimeInterval(Double($0)) } }
    return zip(Gen<ClockSwitch>.element(of: found), distance).map { $0.instant.addingTimeInterval(Double($1)) }
  }
}

extension Gen where Value == WallTime {
  /// What a clock of `zone` shows near one of its switches after `start` (2015 unless given): in the hour left out, in the
  /// doubled one, at their ends, or within some hours. Of a zone without switches, ordinary times of the day after.
  /// Shrinks to the first switch.
  public static func wallTime(
    nearSwitchesOf zone: TimeZone, after start: Date = Date(timeIntervalSince1970: 1_420_070_400), switches: Int = 20
  ) -> Gen {
    var found = ClockSwitch.all(in: zone, after: start, limit: switches)
    if found.isEmpty { found = [ClockSwitch(instant: start, leap: 0)] }
    let place = Gen<Int>.weighted([
      (3, .int(0...7_200)), (1, .int(-14_400...14_400)), (1, .element(of: [0, -1, 1_799])),
    ])
    return zip(Gen<ClockSwitch>.element(of: found), place).map { change, seconds in
      // Seconds on the wall from where the gap begins, or from where the doubled time begins.
      let before = zone.secondsFromGMT(for: change.instant.addingTimeInterval(-1))
      let wall = change.instant.addingTimeInterval(Double(before + min(change.leap, 0) + seconds))
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = .gmt
      let kind: WallTime.Kind =
        (0..<abs(change.leap)).contains(seconds) ? (change.leap > 0 ? .missing : .doubled) : .ordinary
      return WallTime(
        components: calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: wall), kind: kind,
        zone: zone)
    }
  }
}
