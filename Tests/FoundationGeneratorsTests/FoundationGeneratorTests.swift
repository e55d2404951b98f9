import Foundation
import FoundationGenerators
import PropertyTesting
import Testing

@Suite("Generators of Foundation's values")
struct FoundationGeneratorTests {
  private let epoch = Date(timeIntervalSince1970: 0)

  @Test func `identifiers and data`() async {
    #expect(await minimal(.uuid()) == UUID(uuidString: "00000000-0000-4000-8000-000000000000"))
    #expect(await drawn(.uuid(.timeOrdered)).allSatisfy { $0.uuidString.dropFirst(14).first == "7" })
    #expect(await drawn(.data(2...5)).allSatisfy { (2...5).contains($0.count) })
    #expect(await drawn(.largeData(100_000...100_000), cases: 20).allSatisfy { $0.count == 100_000 })
  }

  @Test func `dates stay in their range, reach their edges and shrink to the epoch`() async {
    let dates = await drawn(.date, cases: 3_000)
    let seconds = Set(dates.map(\.timeIntervalSince1970))
    for edge in [0, 2_147_483_647, 2_147_483_648, 253_402_300_799, 951_782_400, -62_135_596_800] as [Double] {
      #expect(seconds.contains(edge), "\(edge)")
    }
    #expect(await minimal(.date) == epoch)
    let range = Date(timeIntervalSince1970: 1_700_000_000.25)...Date(timeIntervalSince1970: 1_800_000_000.75)
    let within = await drawn(.date(in: range))
    #expect(within.allSatisfy(range.contains) && within.contains(range.lowerBound) && within.contains(range.upperBound))
    #expect(await minimal(.date(in: range)) == Date(timeIntervalSince1970: 1_700_000_001))
    let short = Date(timeIntervalSince1970: 5.25)...Date(timeIntervalSince1970: 5.75)
    #expect(await drawn(.date(in: short)).allSatisfy(short.contains))
    #expect(await minimal(.date) { $0 < Date(timeIntervalSince1970: 86_400.5) } == Date(timeIntervalSince1970: 86_401))
  }

  @Test func `time zones are odd enough and shrink to GMT`() async {
    let zones = await drawn(.timeZone, cases: 2_000)
    let offsets = Set(zones.map { $0.secondsFromGMT(for: Date(timeIntervalSince1970: 1_700_000_000)) })
    #expect(offsets.contains(20_700) && offsets.contains(19_800) && offsets.contains(50_400))
    #expect(Set(zones.map(\.identifier)).count > 25)
    #expect(await minimal(.timeZone) == .gmt)
    #expect(await minimal(.fixedOffset)?.secondsFromGMT() == 0)
  }

  @Test(arguments: ["Europe/Berlin", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe"])
  func `times near a switch are in the gap, doubled and beside`(_ name: String) async throws {
    let zone = try #require(TimeZone(identifier: name))
    let switches = ClockSwitch.all(in: zone, after: Date(timeIntervalSince1970: 1_420_070_400), limit: 4)
    #expect(switches.count == 4 && switches.contains { $0.leap > 0 } && switches.contains { $0.leap < 0 })
    let instants = await drawn(.nearClockSwitch(of: zone), cases: 5_000)
    #expect(instants.contains(switches[0].instant) && instants.contains(switches[0].instant.addingTimeInterval(-1)))
    #expect(await minimal(.nearClockSwitch(of: zone)) == switches[0].instant)
    let times = await drawn(.wallTime(nearSwitchesOf: zone))
    #expect(Set(times.map(\.kind)) == Set(WallTime.Kind.allCases))
    for time in times {
      // The two instants that a wall time may mean differ by the leap; a missing one has none.
      let instants = Self.instants(of: time)
      #expect(instants.count == (time.kind == .missing ? 0 : time.kind == .doubled ? 2 : 1), "\(time)")
    }
  }

  /// By trying every offset that the zone has near the time.
  private static func instants(of time: WallTime) -> [Date] {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    guard let wall = calendar.date(from: time.components) else { return [] }
    let near = [-100_000.0, 100_000].map { time.zone.secondsFromGMT(for: wall.addingTimeInterval($0)) }
    return Set(near).map { wall.addingTimeInterval(-Double($0)) }.filter {
      wall.timeIntervalSince($0) == Double(time.zone.secondsFromGMT(for: $0))
    }
  }

  @Test func `a zone without switches has ordinary times`() async throws {
    let zone = try #require(TimeZone(identifier: "Asia/Tokyo"))
    #expect(await drawn(.wallTime(nearSwitchesOf: zone)).allSatisfy { $0.kind == .ordinary })
    #expect(await drawn(.nearClockSwitch(of: zone)).count == 500)
  }

  @Test func `decimals and addresses`() async throws {
    #expect(await minimal(.decimal()) == 0)
    #expect(await minimal(.decimal(in: -5...5, places: 2)) { $0 < 1 } == 1)
    let amounts = await drawn(.decimal(in: -5...5, places: 2))
    #expect(amounts.allSatisfy { -5 <= $0 && $0 <= 5 } && amounts.contains(5) && amounts.contains { $0 < 0 })
    let addresses = await drawn(.url)
    #expect(addresses.allSatisfy { $0.host()?.isEmpty == false && URL(string: $0.absoluteString) == $0 })
    #expect(await minimal(.url)?.absoluteString == "https://a/")
  }
}
