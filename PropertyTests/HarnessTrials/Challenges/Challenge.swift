public import PropertyTesting

/// One problem of the public Shrinking Challenge: a false property and the simplest case that refutes it.
/// Source: https://github.com/jlink/shrinking-challenge
public struct Challenge: Sendable, CustomStringConvertible {
  /// Its name in the collection.
  public let name: String
  /// The false property.
  public let property: Property
  /// Whether a value is the simplest there is.
  public let isIdeal: @Sendable (any Sendable) -> Bool
  /// Chance alone may need this many cases to find a failure.
  public private(set) var cases = 2_000

  public var description: String { name }

  public init<Input: Sendable & Equatable>(
    _ name: String, _ generator: Gen<Input>, ideal: Input, _ body: @escaping @Sendable (Input) throws -> Void
  ) {
    self.name = name
    property = Property(name, for: generator) { try body($0) }
    isIdeal = { $0 as? Input == ideal }
  }

  func needing(cases: Int) -> Challenge {
    var challenge = self
    challenge.cases = cases
    return challenge
  }
}

/// Two numbers.
public struct Pair: Equatable, Sendable {
  public let first: Int
  public let second: Int

  public init(_ first: Int, _ second: Int) {
    self.first = first
    self.second = second
  }

  static func positive() -> Gen<Pair> {
    let number = Gen<Int>.int(1...Int(Int32.max))
    return zip(number, number).map { Pair($0, $1) }
  }
}

extension Challenge {
  static let reverse = Challenge("reverse", .array(of: Gen<Int>.any), ideal: [0, 1]) { list in
    try requireEqual(list.reversed(), list)
  }

  static let lengthList = Challenge(
    "length-list", Gen<Int>.int(1...100).flatMap { .array(of: .int(0...1_000), count: $0...$0) }, ideal: [900]
  ) { list in try require((list.max() ?? 0) < 900) }

  static let nestedLists = Challenge(
    "nested-lists", .array(of: .array(of: Gen<Int>.any)), ideal: [Array(repeating: 0, count: 11)]
  ) { lists in try require(lists.map(\.count).reduce(0, +) <= 10) }

  static let distinct = Challenge("distinct", .array(of: Gen<Int>.any), ideal: [0, 1, -1]) { list in
    try require(Set(list).count < 3)
  }

  static let largeUnionList = Challenge(
    "large-union-list", .array(of: .array(of: Gen<Int>.any)), ideal: [[0, 1, -1, 2, -2]]
  ) { lists in try require(Set(lists.flatMap { $0 }).count <= 4) }

  static let differenceZero = Challenge("difference-zero", Pair.positive(), ideal: Pair(10, 10)) { pair in
    try require(pair.first < 10 || pair.first != pair.second)
  }

  static let differenceSmall = Challenge("difference-small", Pair.positive(), ideal: Pair(10, 6)) { pair in
    try require(pair.first < 10 || !(1...4).contains(abs(pair.first - pair.second)))
  }.needing(cases: 50_000)

  static let differenceOne = Challenge("difference-one", Pair.positive(), ideal: Pair(10, 9)) { pair in
    try require(pair.first < 10 || abs(pair.first - pair.second) != 1)
  }.needing(cases: 50_000)

  static let coupling = Challenge("coupling", .array(of: .int(0...10)), ideal: [1, 0]) { list in
    guard list.allSatisfy({ $0 < list.count }) else { throw Discard("every element an index") }
    try require(!list.indices.contains { list[$0] != $0 && list[list[$0]] == $0 })
  }.needing(cases: 20_000)

  static let bound5 = Challenge("bound5", boundedLists(longest: 1), ideal: [[], [], [], [-1], [-32_768]]) { lists in
    try require(wrappedSum(lists.flatMap { $0 }) < 5 * 256)
  }

  static let bound5Long = Challenge("bound5-long", boundedLists(longest: 10), ideal: [[], [], [], [-1], [-32_768]]) {
    lists in try require(wrappedSum(lists.flatMap { $0 }) < 5 * 256)
  }.needing(cases: 20_000)

  private static func boundedLists(longest: Int) -> Gen<[[Int16]]> {
    let list = Gen<[Int16]>.array(of: .any, count: 0...longest).filter("sum below 256") { wrappedSum($0) < 256 }
    return .array(of: list, count: 5...5)
  }

  private static func wrappedSum(_ numbers: [Int16]) -> Int16 { numbers.reduce(0, &+) }

  struct Pick: Equatable, Sendable {
    let list: [Int]
    let index: Int
  }

  static let deletion = Challenge(
    "deletion", zip(.array(of: Gen<Int>.any), .int(0...10)).map { Pick(list: $0, index: $1) },
    ideal: Pick(list: [0, 0], index: 0)
  ) { pick in
    guard pick.index < pick.list.count else { throw Discard("index within the list") }
    var left = pick.list
    let value = left[pick.index]
    left.removeAll { [first = left.firstIndex(of: value)] _ in first == nil }
    if let first = left.firstIndex(of: value) { left.remove(at: first) }
    try require(!left.contains(value))
  }

  /// The fourteen of the collection and its longer variant.
  public static let all: [Challenge] = [
    reverse, lengthList, nestedLists, distinct, largeUnionList, differenceZero, differenceSmall, differenceOne,
    coupling,
    bound5, bound5Long, deletion, calculator, binheap,
  ]
}
