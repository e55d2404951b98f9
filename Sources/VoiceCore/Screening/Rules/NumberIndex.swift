/// Finds which exact numbers, prefixes and ranges hold a number: sorted arrays and halving, nothing per call but that.
struct NumberIndex: Sendable {
  private struct Entry: Sendable {
    let value: UInt64
    let rule: Int32
  }

  /// A range among those sorted by their beginning; `reach` is the greatest end in the subtree whose root it is.
  private struct Stretch: Sendable {
    let first: UInt64
    let last: UInt64
    var reach: UInt64
    let rule: Int32
  }

  private let exact: [Entry]
  private let prefixes: [Entry]
  /// Which lengths prefixes have, a bit each.
  private let prefixLengths: UInt16
  private var ranges: [Stretch]

  init(_ rules: [(sign: SpamRule.Sign, rule: Int32)]) {
    var exact: [Entry] = []
    var prefixes: [Entry] = []
    var lengths: UInt16 = 0
    var ranges: [Stretch] = []
    for (sign, rule) in rules {
      switch sign {
      case .number(let number): exact.append(Entry(value: number.value, rule: rule))
      case .prefix(let prefix):
        prefixes.append(Entry(value: UInt64(digits: prefix.digits.utf8), rule: rule))
        lengths |= 1 << UInt16(prefix.digits.utf8.count)
      case .range(let range):
        ranges.append(
          Stretch(first: range.first.value, last: range.last.value, reach: range.last.value, rule: rule))
      case .numberPattern, .keyword, .pattern, .repeatedCalls, .reports: break
      }
    }
    self.exact = exact.sorted { ($0.value, $0.rule) < ($1.value, $1.rule) }
    self.prefixes = prefixes.sorted { ($0.value, $0.rule) < ($1.value, $1.rule) }
    prefixLengths = lengths
    self.ranges = ranges.sorted { ($0.first, $0.rule) < ($1.first, $1.rule) }
    _ = setReach(of: 0..<self.ranges.count)
  }

  func find(_ number: PhoneNumber, _ matched: inout [Int32]) {
    let value = number.value
    Self.find(value, in: exact, &matched)
    if prefixLengths != 0 {
      var prefix = value
      for length in stride(from: number.digits.utf8.count, through: 1, by: -1) {
        if prefixLengths >> UInt16(length) & 1 == 1 { Self.find(prefix, in: prefixes, &matched) }
        prefix /= 10
      }
    }
    findRanges(around: value, in: 0..<ranges.count, &matched)
  }

  private static func find(_ value: UInt64, in entries: [Entry], _ matched: inout [Int32]) {
    var (from, to) = (0, entries.count)
    while from < to {
      let middle = (from + to) / 2
      if entries[middle].value < value { from = middle + 1 } else { to = middle }
    }
    while from < entries.count, entries[from].value == value {
      matched.append(entries[from].rule)
      from += 1
    }
  }

  private mutating func setReach(of part: Range<Int>) -> UInt64 {
    guard !part.isEmpty else { return 0 }
    let root = (part.lowerBound + part.upperBound) / 2
    let below = setReach(of: part.lowerBound..<root)
    let above = setReach(of: root + 1..<part.upperBound)
    ranges[root].reach = max(ranges[root].last, below, above)
    return ranges[root].reach
  }

  private func findRanges(around value: UInt64, in part: Range<Int>, _ matched: inout [Int32]) {
    guard !part.isEmpty else { return }
    let root = (part.lowerBound + part.upperBound) / 2
    let range = ranges[root]
    guard value <= range.reach else { return }
    findRanges(around: value, in: part.lowerBound..<root, &matched)
    guard range.first <= value else { return }
    if value <= range.last { matched.append(range.rule) }
    findRanges(around: value, in: root + 1..<part.upperBound, &matched)
  }
}

extension PhoneNumber {
  /// The digits as a number; no two numbers share it, for none begins with 0.
  fileprivate var value: UInt64 { UInt64(digits: digits.utf8) }
}

extension UInt64 {
  fileprivate init(digits: some Sequence<UInt8>) { self = digits.reduce(0) { $0 * 10 + UInt64($1 & 0xF) } }
}
