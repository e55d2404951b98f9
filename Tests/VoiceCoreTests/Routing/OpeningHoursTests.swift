import Foundation
import Generators
import Testing
import VoiceCore

@Suite("Opening hours", .timeLimit(.minutes(1)))
struct OpeningHoursTests {
  private let zones = DeclaredTimeZones.berlin2026
  private let berlin: TimeZoneName

  init() throws { berlin = try #require(TimeZoneName("Europe/Berlin")) }

  private func hours(_ week: [Weekday: [(String, String)]], special: [SpecialDay] = []) throws -> OpeningHours {
    try OpeningHours(zone: berlin, week: try week.mapValues(intervals), specialDays: special)
  }

  private func intervals(_ texts: [(String, String)]) throws -> [OpeningInterval] {
    try texts.map { try #require(OpeningInterval($0.0, $0.1)) }
  }

  /// A moment in UTC: day of 2026, hour and minute.
  private func utc(_ date: String, _ time: String) throws -> Timestamp {
    LocalMinute(try #require(CivilDate(date)), try #require(TimeOfDay(time))).moment(secondsEast: 0)
  }

  private func refusal(_ week: [Weekday: [(String, String)]], special: [SpecialDay] = []) throws -> RefusedSetting? {
    #expect(throws: RefusedSetting.self) { try hours(week, special: special) }
  }

  // MARK: - A week

  @Test func `the first minute is open and the closing minute is not`() throws {
    let hours = try hours([.tuesday: [("09:00", "12:00"), ("13:00", "17:30")]])
    // 2026-01-06 is a Tuesday, an hour behind Berlin's clocks.
    let wanted = [
      "07:59": false, "08:00": true, "10:59": true, "11:00": false, "12:00": true, "16:29": true, "16:30": false,
    ]
    for (time, isOpen) in wanted.sorted(by: { $0.key < $1.key }) {
      #expect(zones.standing(of: hours, at: try utc("2026-01-06", time)).isOpen == isOpen, "\(time)")
    }
  }

  @Test func `a night belongs to the day on which it opens, also from Sunday to Monday`() throws {
    let hours = try hours([.sunday: [("22:00", "02:00")]])
    #expect(zones.standing(of: hours, at: try utc("2026-01-04", "21:30")).isOpen)
    #expect(zones.standing(of: hours, at: try utc("2026-01-05", "00:59")).isOpen)
    #expect(!zones.standing(of: hours, at: try utc("2026-01-05", "01:00")).isOpen)
    #expect(!zones.standing(of: hours, at: try utc("2026-01-04", "00:30")).isOpen)
  }

  @Test func `a holiday closes its day and leaves the night before`() throws {
    let hours = try hours(
      [.thursday: [("20:00", "02:00")], .friday: [("09:00", "17:00")]],
      special: [SpecialDay(.date(try #require(CivilDate("2026-12-25"))), name: "Christmas")])
    #expect(zones.standing(of: hours, at: try utc("2026-12-25", "00:30")) == .open)
    #expect(zones.standing(of: hours, at: try utc("2026-12-25", "10:00")) == .closedSpecially(name: "Christmas"))
    #expect(zones.standing(of: hours, at: try utc("2026-12-18", "10:00")) == .open)
  }

  @Test func `a date goes before a day of each year, which goes before the weekday`() throws {
    let hours = try hours(
      [.thursday: [("09:00", "17:00")]],
      special: [
        SpecialDay(.yearly(month: 1, day: 1), name: "New Year"),
        SpecialDay(
          .date(try #require(CivilDate("2026-01-01"))), name: "Sale", hours: try intervals([("12:00", "14:00")])),
      ])
    #expect(zones.standing(of: hours, at: try utc("2026-01-01", "11:30")) == .openSpecially(name: "Sale"))
    #expect(zones.standing(of: hours, at: try utc("2026-01-01", "09:00")) == .closedSpecially(name: "Sale"))
    #expect(hours.special(on: try #require(CivilDate("2027-01-01")))?.name == "New Year")
  }

  // MARK: - Clocks that change

  @Test func `an hour that comes twice is open twice, one that never comes opens when the clocks have changed`() throws
  {
    let hours = try hours([.sunday: [("02:30", "03:30")]])
    // In autumn 02:30 comes at 00:30 UTC and again at 01:30 UTC.
    #expect(zones.standing(of: hours, at: try utc("2026-10-25", "00:45")).isOpen)
    #expect(!zones.standing(of: hours, at: try utc("2026-10-25", "01:15")).isOpen)
    #expect(zones.standing(of: hours, at: try utc("2026-10-25", "01:45")).isOpen)
    // In spring the clocks go from 02:00 to 03:00 at 01:00 UTC.
    #expect(!zones.standing(of: hours, at: try utc("2026-03-29", "00:59")).isOpen)
    #expect(zones.standing(of: hours, at: try utc("2026-03-29", "01:00")).isOpen)
    let before = try utc("2026-03-29", "00:10")
    #expect(zones.nextOpening(of: hours, after: before) == (try utc("2026-03-29", "01:00")))
  }

  @Test func `the next opening is told over weekends, holidays and changes of the clocks`() throws {
    let hours = try hours(
      [.monday: [("09:00", "17:00")]],
      special: [SpecialDay(.date(try #require(CivilDate("2026-03-30"))), name: "Holiday")])
    // From winter, past the change and a closed Monday, into summer.
    let found = zones.nextOpening(of: hours, after: try utc("2026-03-23", "16:00"))
    #expect(found == (try utc("2026-04-06", "07:00")))
    #expect(zones.nextOpening(of: try self.hours([:]), after: try utc("2026-01-01", "00:00")) == nil)
    let open = try utc("2026-01-05", "09:00")
    #expect(zones.nextOpening(of: hours, after: open) == open)
  }

  @Test func `around the clock means always, and hours whose zone went away stay open`() throws {
    #expect(zones.standing(of: .always(), at: try utc("2026-07-04", "23:59")).isOpen)
    let lost = try OpeningHours(zone: try #require(TimeZoneName("Nowhere/Land")), week: [:])
    #expect(zones.standing(of: lost, at: try utc("2026-07-04", "23:59")) == .zoneUnknown)
    #expect(OpeningHours.Standing.zoneUnknown.isOpen)
  }

  @Test func `hours read back as they were written, and torn ones don't`() throws {
    let hours = try hours(
      [.monday: [("09:00", "12:00"), ("13:00", "24:00")], .sunday: [("22:00", "02:00")]],
      special: [SpecialDay(.yearly(month: 12, day: 25), name: "Christmas")])
    let written = try JSONEncoder().encode(hours)
    #expect(try JSONDecoder().decode(OpeningHours.self, from: written) == hours)
    let text = try #require(String(bytes: written, encoding: .utf8))
    for torn in [("02:00", "10:00"), ("sunday", "someday"), ("12-25", "12-32"), ("13:00", "11:00")] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(OpeningHours.self, from: Data(text.replacing(torn.0, with: torn.1).utf8))
      }
    }
  }

  // MARK: - Bad input

  @Test func `overlapping hours are refused with the field's name, also over midnight`() throws {
    #expect(
      try refusal([.friday: [("09:00", "12:00"), ("11:59", "15:00")]])
        == RefusedSetting("week/friday/1", .overlappingHours))
    #expect(
      try refusal([.friday: [("22:00", "02:00")], .saturday: [("01:00", "05:00")]])
        == RefusedSetting("week/saturday/0", .overlappingHours))
    #expect(
      try refusal([.sunday: [("22:00", "02:00")], .monday: [("01:59", "05:00")]])
        == RefusedSetting("week/monday/0", .overlappingHours))
    _ = try hours([.sunday: [("22:00", "02:00")], .monday: [("02:00", "05:00")]])
  }

  @Test func `empty, malformed and too many hours are refused with the field's name`() throws {
    #expect(try refusal([.monday: [("09:00", "09:00")]]) == RefusedSetting("week/monday/0", .emptyHours))
    #expect(try refusal([.monday: [("24:00", "09:00")]]) == RefusedSetting("week/monday/0/opens", .malformed))
    let many = (0..<9).map { ("0\($0):00", "0\($0):30") }
    #expect(try refusal([.monday: many]) == RefusedSetting("week/monday", .tooMany(8)))
    let day = SpecialDay(.yearly(month: 5, day: 1), name: "May")
    #expect(try refusal([:], special: [day, day]) == RefusedSetting("special_days", .twice))
    let torn = SpecialDay(
      .yearly(month: 5, day: 1), name: "May", hours: try intervals([("09:00", "12:00"), ("10:00", "11:00")]))
    #expect(try refusal([:], special: [torn]) == RefusedSetting("special_days/05-01/1", .overlappingHours))
  }

  @Test func `an unknown zone is refused, and texts that are no zone, date or time are none`() throws {
    let hours = try OpeningHours(zone: try #require(TimeZoneName("Nowhere/Land")), week: [:])
    #expect(throws: RefusedSetting("time_zone", .unknownZone)) { try zones.accept(hours) }
    try zones.accept(.always(in: berlin))
    for text in ["", "/etc/passwd", "Europe Berlin", "Zürich", String(repeating: "a", count: 65)] {
      #expect(TimeZoneName(text) == nil)
    }
    for text in ["2026-02-29", "2026-13-01", "2026-1-1", "0000-01-01", "+026-01-01", "2026-01-01T"] {
      #expect(CivilDate(text) == nil)
    }
    for text in ["9:00", "24:01", "12:60", "-1:00", "12:00:00"] { #expect(TimeOfDay(text) == nil) }
    for text in ["02-30", "12-25-", "2026"] { #expect(SpecialDay.Day(text) == nil) }
  }

  @Test func `an opening at the end of what is looked through is beyond it, and a minute sooner isn't`() throws {
    let moment = try utc("2026-01-01", "00:00")
    let last = LocalMinute(moment + OpeningHours.horizon, secondsEast: 0)
    let hours = try OpeningHours(
      zone: berlin, week: [:],
      specialDays: [
        SpecialDay(.date(last.date), name: "Fair", hours: [try #require(OpeningInterval("00:00", "12:00"))])
      ])
    let winter = { (_: Timestamp) in ZoneOffset?.some(ZoneOffset(secondsEast: 0, until: nil)) }
    #expect(hours.nextOpening(after: moment, offset: winter) == nil)
    let later = moment + .seconds(60)
    #expect(hours.nextOpening(after: later, offset: winter) == moment + OpeningHours.horizon)
  }

  @Test func `a zone's rule that ends as it begins stands nobody still`() throws {
    let moment = try utc("2026-01-01", "00:00")
    #expect(try hours([:]).nextOpening(after: moment) { ZoneOffset(secondsEast: 0, until: $0) } == nil)
  }
}

@Suite("Dates of the calendar")
struct CivilDateTests {
  @Test func `each day of four centuries reads back, and weekdays go round`() throws {
    var weekday = CivilDate(dayNumber: -146_097).weekday
    var isRight = true
    for number in -146_097...146_097 {
      let date = CivilDate(dayNumber: number)
      isRight = isRight && CivilDate(date.description) == date && date.weekday == weekday
      weekday = Weekday.allCases[(weekday.index + 1) % 7]
    }
    #expect(isRight)
    #expect(CivilDate("2026-11-21")?.weekday == .saturday)
    #expect(CivilDate("1970-01-01")?.dayNumber == 0)
  }
}
