/// A set of scalars as ranges that don't touch, the lowest first.
struct ScalarSet: Equatable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>]
  /// Those below 128, a bit each.
  private let low: UInt64
  private let high: UInt64

  static let last: UInt32 = 0x10FFFF

  init(_ unordered: [ClosedRange<UInt32>]) {
    var ranges: [ClosedRange<UInt32>] = []
    for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let end = ranges.last?.upperBound, range.lowerBound <= end &+ 1 {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound...max(end, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    self.ranges = ranges
    var bits: (UInt64, UInt64) = (0, 0)
    for range in ranges where range.lowerBound < 0x80 {
      for value in range.lowerBound...min(range.upperBound, 0x7F) {
        if value < 64 { bits.0 |= 1 << UInt64(value) } else { bits.1 |= 1 << UInt64(value - 64) }
      }
    }
    (low, high) = bits
  }

  var complement: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.last { gaps.append(next...Self.last) }
    return ScalarSet(gaps)
  }

  /// Whether it has any from 128 on.
  var reachesBeyondASCII: Bool { (ranges.last?.upperBound ?? 0) >= 0x80 }

  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return low >> UInt64(value) & 1 == 1 }
    if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
    var (from, to) = (0, ranges.count)
    while from < to {
      let middle = (from + to) / 2
      if ranges[middle].upperBound < value { from = middle + 1 } else { to = middle }
    }
    return from < ranges.count && ranges[from].lowerBound <= value
  }
}
