/// How often which values came: their sum exactly, their percentiles within 1 %, in a few numbers however many came. Two can
/// be added, in any order, which is what makes percentiles of any window out of those of its parts.
///
/// Values are counted in cells, 64 to each doubling, as HdrHistogram does (Tene, hdrhistogram.org), and only cells that hold
/// something are kept: a library's dense array of all cells would be stored with every quarter of an hour.
public struct Distribution: Equatable, Sendable {
  /// Cells to a doubling, as a power of two. What stands for a cell is off by 1/128 of a value at most.
  private static let precision = 6

  /// What all values add up to; as much as fits, if they are more.
  public private(set) var sum = 0
  /// How many values each cell holds.
  private var cells: [Int: Int] = [:]

  /// No values.
  public init() {}

  /// How many values came.
  public var count: Int { cells.values.reduce(0, +) }

  /// The mean; `nil` without values.
  public var mean: Double? {
    let count = count
    return count == 0 ? nil : Double(sum) / Double(count)
  }

  /// One more value; what is below 0 counts as 0.
  public mutating func add(_ value: Int) {
    let value = max(value, 0)
    sum = sum.addingWithinBounds(value)
    cells[Self.cell(of: value), default: 0] += 1
  }

  /// All values of another.
  public mutating func add(_ other: Distribution) {
    sum = sum.addingWithinBounds(other.sum)
    for (cell, count) in other.cells { cells[cell, default: 0] += count }
  }

  /// The values that so many of a hundred don't exceed (nearest rank), each within 1 % of the exact one; `nil` without values.
  /// - Parameter percents: 1 to 100.
  public func percentiles(_ percents: [Int]) -> [Int]? {
    let ordered = cells.sorted { $0.key < $1.key }
    let count = ordered.reduce(0) { $0 + $1.value }
    guard count > 0 else { return nil }
    return percents.map { percent in
      // Multiplied last, so that no count overflows.
      let percent = min(max(percent, 1), 100)
      let rank = count / 100 * percent + (count % 100 * percent + 99) / 100
      var passed = 0
      for (cell, count) in ordered {
        passed += count
        if passed >= rank { return Self.value(of: cell) }
      }
      return 0
    }
  }

  /// Up to 127 each value has a cell of its own; from there on a cell is as wide as the doubling's first value divided by 64.
  private static func cell(of value: Int) -> Int {
    let width = Int.bitWidth - value.leadingZeroBitCount
    let shift = max(0, width - precision - 1)
    return shift << precision + value >> shift
  }

  /// The middle of a cell.
  private static func value(of cell: Int) -> Int {
    let shift = max(0, cell >> precision - 1)
    let first = (cell - shift << precision) << shift
    return first + (1 << shift - 1) / 2
  }
}

extension Distribution: Codable {
  /// Reads `sum cell:count cell:count`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let read = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a sum and cells with counts")
    }
    self = read
  }

  /// Writes one text: there are many, and a list of numbers is read several times slower.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let counts = cells.sorted { $0.key < $1.key }.map { " \($0.key):\($0.value)" }
    try container.encode("\(sum)" + counts.joined())
  }

  private init?(_ text: String) {
    var text = text
    let isRead = text.withUTF8 { bytes in
      var rest = bytes[...]
      guard let sum = rest.takeNumber() else { return false }
      self.sum = sum
      while !rest.isEmpty {
        guard rest.take(" "), let cell = rest.takeNumber(), rest.take(":"), let count = rest.takeNumber(), count > 0,
          cell <= Self.cell(of: .max)
        else { return false }
        cells[cell, default: 0] += count
      }
      return true
    }
    guard isRead else { return nil }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard first == UInt8(ascii: character) else { return false }
    removeFirst()
    return true
  }

  fileprivate mutating func takeNumber() -> Int? {
    var number = 0
    var digits = 0
    while let byte = first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let (tens, isTooMuch) = number.multipliedReportingOverflow(by: 10)
      let (sum, isMore) = tens.addingReportingOverflow(Int(byte &- UInt8(ascii: "0")))
      guard !isTooMuch, !isMore else { return nil }
      number = sum
      digits += 1
      removeFirst()
    }
    return digits > 0 ? number : nil
  }
}

extension Int {
  /// The sum of two that aren't negative; the greatest number if it is more.
  func addingWithinBounds(_ other: Int) -> Int {
    let (sum, isTooMuch) = addingReportingOverflow(other)
    return isTooMuch ? .max : sum
  }
}
