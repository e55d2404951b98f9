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
  /// Those that hold something, by their index: adding two distributions goes through both once, without a look-up.
  private var cells: [Cell] = []

  private struct Cell: Equatable, Sendable {
    let index: Int
    /// How many values.
    var count: Int
  }

  /// No values.
  public init() {}

  /// How many values came.
  public var count: Int { cells.reduce(0) { $0 + $1.count } }

  /// The mean; `nil` without values.
  public var mean: Double? {
    let count = count
    return count == 0 ? nil : Double(sum) / Double(count)
  }

  /// One more value; what is below 0 counts as 0.
  public mutating func add(_ value: Int) {
    let value = max(value, 0)
    sum = sum.addingWithinBounds(value)
    add(1, at: Self.cell(of: value))
  }

  /// All values of another.
  public mutating func add(_ other: Distribution) {
    sum = sum.addingWithinBounds(other.sum)
    guard let first = other.cells.first else { return }
    guard let last = cells.last, last.index >= first.index else {
      cells += other.cells
      return
    }
    var merged: [Cell] = []
    merged.reserveCapacity(cells.count + other.cells.count)
    var (mine, theirs) = (cells.startIndex, other.cells.startIndex)
    while mine < cells.endIndex, theirs < other.cells.endIndex {
      let (one, two) = (cells[mine], other.cells[theirs])
      if one.index == two.index {
        merged.append(Cell(index: one.index, count: one.count + two.count))
      } else {
        merged.append(one.index < two.index ? one : two)
      }
      if one.index <= two.index { mine += 1 }
      if two.index <= one.index { theirs += 1 }
    }
    merged += cells[mine...]
    merged += other.cells[theirs...]
    cells = merged
  }

  private mutating func add(_ count: Int, at index: Int) {
    var place = cells.endIndex
    // Whoever writes in order writes at the end.
    if let last = cells.last, last.index >= index {
      var low = cells.startIndex
      while low < place {
        let middle = (low + place) / 2
        if cells[middle].index < index { low = middle + 1 } else { place = middle }
      }
      if cells[place].index == index {
        cells[place].count += count
        return
      }
    }
    cells.insert(Cell(index: index, count: count), at: place)
  }

  /// The values that so many of a hundred don't exceed (nearest rank), each within 1 % of the exact one; `nil` without values.
  /// - Parameter percents: 1 to 100.
  public func percentiles(_ percents: [Int]) -> [Int]? {
    let count = count
    guard count > 0 else { return nil }
    return percents.map { percent in
      // Multiplied last, so that no count overflows.
      let percent = min(max(percent, 1), 100)
      let rank = count / 100 * percent + (count % 100 * percent + 99) / 100
      var passed = 0
      for cell in cells {
        passed += cell.count
        if passed >= rank { return Self.value(of: cell.index) }
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
    var text = try container.decode(String.self)
    let read = text.withUTF8 { bytes in
      var rest = KeptText(bytes)
      let read = Self(reading: &rest)
      return rest.isAtEnd ? read : nil
    }
    guard let read else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a sum and cells with counts")
    }
    self = read
  }

  /// Writes one text: there are many, and a list of numbers is read several times slower.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// As it is kept.
  var text: String { "\(sum)" + cells.map { " \($0.index):\($0.count)" }.joined() }

  /// Reads what is kept so, up to what can't belong to it; `nil` when nothing of the kind comes.
  init?(reading text: inout KeptText) {
    guard let sum = text.takeNumber() else { return nil }
    self.sum = sum
    while text.take(" ") {
      guard let cell = text.takeNumber(), text.take(":"), let count = text.takeNumber(), count > 0,
        cell <= Self.cell(of: .max)
      else { return nil }
      add(count, at: cell)
    }
  }
}

extension Int {
  /// The sum of two that aren't negative; the greatest number if it is more.
  func addingWithinBounds(_ other: Int) -> Int {
    let (sum, isTooMuch) = addingReportingOverflow(other)
    return isTooMuch ? .max : sum
  }
}
