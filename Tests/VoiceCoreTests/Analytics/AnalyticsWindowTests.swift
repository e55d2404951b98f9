import Generators
import Testing
import VoiceCore

@Suite("Windows of analytics")
struct AnalyticsWindowTests {
  private let zones = DeclaredTimeZones.berlin2026

  private func window(
    _ from: String, _ to: String, _ interval: AnalyticsWindow.Interval?, _ zone: String = "Europe/Berlin"
  ) throws -> AnalyticsWindow {
    try AnalyticsWindow(
      from: try #require(Timestamp(rfc3339: from)), to: try #require(Timestamp(rfc3339: to)), every: interval,
      in: try #require(TimeZoneName(zone)), by: zones.offset(of:at:))
  }

  private func refusal(
    _ from: String, _ to: String, _ interval: AnalyticsWindow.Interval? = nil, _ zone: String = "Etc/UTC"
  ) throws -> String {
    do throws(RefusedSetting) {
      _ = try AnalyticsWindow(
        from: Timestamp(rfc3339: from) ?? .init(microseconds: 0), to: Timestamp(rfc3339: to) ?? .init(microseconds: 0),
        every: interval, in: TimeZoneName(zone) ?? .utc, by: zones.offset(of:at:))
      return ""
    } catch {
      return error.field
    }
  }

  @Test func `a day on which clocks change has 23 or 25 hours`() throws {
    let march = try window("2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z", .day)
    let lengths = march.intervals.map { (span: Range<Timestamp>) -> Duration in span.upperBound - span.lowerBound }
    #expect(lengths == [Duration.seconds(23 * 3_600), Duration.seconds(24 * 3_600)])
    let october = try window("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", .day)
    #expect(october.intervals.count == 1)
    #expect(try window("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", .hour).intervals.count == 25)
  }

  @Test func `pieces are cut where the window is; weeks begin on Monday, months on the first`() throws {
    let weeks = try window("2026-01-01T12:00:00Z", "2026-01-14T12:00:00Z", .week)
    let mondays = ["2026-01-01T12:00:00.000Z", "2026-01-04T23:00:00.000Z", "2026-01-11T23:00:00.000Z"]
    #expect(weeks.intervals.map(\.lowerBound.description) == mondays)
    let months = try window("2026-03-15T00:00:00Z", "2026-05-02T00:00:00Z", .month)
    let firsts = ["2026-03-15T00:00:00.000Z", "2026-03-31T22:00:00.000Z", "2026-04-30T22:00:00.000Z"]
    #expect(months.intervals.map(\.lowerBound.description) == firsts)
    let year = try window("2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z", .day)
    #expect(year.intervals.count == 365 && year.intervals.last?.upperBound == year.range.upperBound)
    #expect(try window("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", nil).intervals.count == 1)
  }

  @Test func `what can't be asked for says which part is wrong`() throws {
    #expect(try refusal("2026-01-01T00:01:00Z", "2026-01-02T00:00:00Z") == "from")
    #expect(try refusal("2026-01-01T00:00:00Z", "2026-01-02T00:00:01Z") == "to")
    #expect(try refusal("2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z") == "to")
    #expect(try refusal("0001-01-01T00:00:00Z", "9999-01-02T00:00:00Z") == "to")
    #expect(try refusal("2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z", .hour) == "interval")
    #expect(try refusal("2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z", .day, "Mars/Olympus") == "time_zone")
    #expect(try refusal("2026-01-01T00:00:00Z", "2026-01-29T00:00:00Z", .hour) == "")
  }

  @Test(arguments: AnalyticsWindow.Interval.allCases)
  func `the calendar's first and last days are days, too`(interval: AnalyticsWindow.Interval) throws {
    let first = try window("0001-01-01T00:00:00Z", "0001-01-20T00:00:00Z", interval)
    let last = try window("9999-12-20T00:00:00-12:00", "9999-12-31T23:45:00-12:00", interval)
    for window in [first, last] {
      #expect(window.intervals.first?.lowerBound == window.range.lowerBound)
      #expect(window.intervals.last?.upperBound == window.range.upperBound)
    }
  }

  @Test func `a year of another zone's days is read in few strokes`() throws {
    let year = try window("2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z", .day)
    let slots = year.intervals.flatMap { AnalyticsSlot.cover($0) }
    // Ten stretches a day at most, and never one by one.
    #expect(slots.count < 3_650 && Set(slots).count == slots.count)
    #expect(Set(slots.map { "\($0.level) \($0.index)" }).count < 20)
  }
}
