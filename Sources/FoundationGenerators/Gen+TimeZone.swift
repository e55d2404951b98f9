public import Foundation
public import PropertyTesting

extension Gen where Value == TimeZone {
  /// A time zone: GMT, usual ones, offsets of half and of three quarters of an hour, changes of half an hour or at
  /// midnight, days that were left out, the ends of the map. Those the machine does not know are left out. Shrinks to GMT.
  public static var timeZone: Gen { element(of: TimeZoneList.all) }

  /// A time zone whose clocks change. Shrinks to Europe/Berlin.
  public static var timeZoneWithSwitches: Gen { element(of: TimeZoneList.switching) }

  /// A zone with a fixed offset of -12 to 14 hours, by quarters of an hour. Shrinks to GMT.
  public static var fixedOffset: Gen {
    Gen<Int>.int(-48...56).map { quarters in
      guard let zone = TimeZone(secondsFromGMT: quarters * 900) else { return .gmt }
      return zone
    }
  }
}

/// Zones chosen for what is odd about them.
enum TimeZoneList {
  static let all = zones(["Etc/UTC"] + steady) + switching

  static let switching = zones([
    "Europe/Berlin", "America/New_York", "Europe/London", "America/Los_Angeles", "Australia/Sydney",
    "Australia/Lord_Howe",  // by half an hour
    "America/St_Johns", "Australia/Adelaide", "Pacific/Chatham",  // half and three quarters of an hour
    "America/Havana", "Asia/Beirut", "America/Santiago", "America/Asuncion",  // at midnight
    "Europe/Dublin", "Africa/Casablanca",  // winter is the exception
    "Antarctica/Troll", "America/Nuuk",  // by two hours, before midnight
  ])

  private static let steady = [
    "Asia/Tokyo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Australia/Eucla", "Pacific/Marquesas",
    "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Kwajalein",  // left out a day
    "Pacific/Pago_Pago", "America/Sao_Paulo", "America/Phoenix", "Africa/Monrovia", "Asia/Pyongyang", "Asia/Riyadh",
  ]

  private static func zones(_ names: [String]) -> [TimeZone] {
    let known = names.compactMap { TimeZone(identifier: $0) }
    return names.first == "Etc/UTC" ? [.gmt] + known.dropFirst() : known
  }
}
