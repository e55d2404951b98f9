public import Foundation
public import PropertyTesting

extension Gen where Value == Date {
  /// An instant from the year 1 to the year 9999, by whole seconds or milliseconds: near the epoch, around leap days,
  /// ends of years, the limits of 32-bit clocks, and anywhere. Shrinks to 1970-01-01T00:00:00Z.
  public static var date: Gen { date(in: .yearOne ... .endOfYear9999) }

  /// An instant of `range`, by whole seconds or milliseconds, with its ends and the edges that it holds more often than
  /// evenly. Shrinks to 1970-01-01T00:00:00Z or the end nearest to it.
  public static func date(in range: ClosedRange<Date>) -> Gen {
    let first = Int((range.lowerBound.timeIntervalSince1970 * 1_000).rounded(.up))
    let last = Int((range.upperBound.timeIntervalSince1970 * 1_000).rounded(.down))
    precondition(first <= last, "the range holds no whole millisecond")
    let anywhere = Gen<Int>.int(first...last)
    let firstSecond = Int((Double(first) / 1_000).rounded(.up))
    let lastSecond = Int((Double(last) / 1_000).rounded(.down))
    var kinds: [(Int, Gen<Int>)] = []
    if firstSecond <= lastSecond { kinds.append((4, Gen<Int>.int(firstSecond...lastSecond).map { $0 * 1_000 })) }
    let edges = Self.edges.map { $0 * 1_000 }.filter { (first...last).contains($0) }
    if !edges.isEmpty {
      let near = zip(Gen<Int>.element(of: edges), Gen<Int>.element(of: [0, -1_000, 1_000, -1, 1, 43_200_000]))
      kinds.append((2, near.map { min(max($0 + $1, first), last) }))
    }
    kinds.append((2, anywhere))
    return Gen<Int>.weighted(kinds).map { Date(timeIntervalSince1970: Double($0) / 1_000) }
  }

  /// Seconds since 1970 of what calendars and clocks stumble over.
  private static let edges: [Int] = [
    0, 1, 951_782_400, 951_868_799, 1_709_164_800, 1_709_251_199,  // leap days of 2000 and 2024
    4_107_542_400, -2_203_891_200,  // the first of March of 2100 and 1900, which had no leap day
    946_684_799, 1_735_689_599, 1_483_228_799,  // ends of years, the last one with a leap second
    2_147_483_647, 2_147_483_648, 4_294_967_295, 4_294_967_296,  // where 32 bits end
    1_000_000_000, 10_000_000_000, 978_307_200, -978_307_200,  // more digits; other epochs
    -2_208_988_800, 253_402_300_799, -62_135_596_800,
  ]
}

extension Date {
  /// 0001-01-01T00:00:00Z.
  fileprivate static var yearOne: Date { Date(timeIntervalSince1970: -62_135_596_800) }
  /// 9999-12-31T23:59:59Z.
  fileprivate static var endOfYear9999: Date { Date(timeIntervalSince1970: 253_402_300_799) }
}
