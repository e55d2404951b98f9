import MemoryStore
import PropertyTesting
import Synchronization
import Testing

@Suite("The ordered map of the memory store", .timeLimit(.minutes(1)))
struct OrderedMapTests {
  /// One change, or a copy that must stay as it is.
  enum Step: Equatable, Sendable {
    case put(Int, Int)
    case remove(Int)
    /// Takes out all keys from one on, so many of them.
    case sweep(Int, Int)
    case copy
  }

  private static func steps(keys: Int) -> Gen<[Step]> {
    let key = Gen<Int>.int(0...keys)
    let step = Gen<Step> { source throws(Discard) in
      let kind = try source.draw(.int(0...11))
      let one = try source.draw(key)
      return switch kind {
      case 0...7: .put(one, kind)
      case 8, 9: .remove(one)
      case 10: .sweep(one, try source.draw(.int(0...keys)))
      default: .copy
      }
    }
    return .array(of: step, count: 0...600)
  }

  @Test(arguments: [3, 60, 2_000])
  func `it says what a sorted list of the same history says, and copies stay what they were`(keys: Int) async {
    let property = Property("map", for: Self.steps(keys: keys)) { steps in
      var map = OrderedMap<Int, Int>()
      var model: [Int: Int] = [:]
      var copies: [(OrderedMap<Int, Int>, [Int: Int])] = []
      for step in steps {
        switch step {
        case .put(let key, let value):
          map[key] = value
          model[key] = value
        case .remove(let key):
          map[key] = nil
          model[key] = nil
        case .sweep(let first, let count):
          for key in first..<(first + count) {
            map[key] = nil
            model[key] = nil
          }
        case .copy: if copies.count < 8 { copies.append((map, model)) }
        }
        try requireEqual(map.count, model.count, "count")
      }
      try Self.compare(map, model, keys)
      for (copy, model) in copies { try Self.compare(copy, model, keys) }
    }
    let report = await check(property, RunSettings(cases: 150))
    let passed = report.passed
    #expect(passed, "\(report.text())")
  }

  /// All that the map says, at every border.
  private static func compare(_ map: OrderedMap<Int, Int>, _ model: [Int: Int], _ keys: Int) throws {
    let sorted = model.sorted { $0.key < $1.key }
    let borders = keys <= 60 ? Array(-1...keys + 1) : Array(stride(from: -1, through: keys + 1, by: 61))
    for border in borders {
      try requireEqual(map[border], model[border], "[\(border)]")
      var up: [Int] = []
      map.ascend(from: border) { key, value in
        up.append(key &* 16 &+ value)
        return up.count < 40
      }
      try requireEqual(up, sorted.lazy.filter { $0.key >= border }.prefix(40).map { $0.key * 16 + $0.value }, "up")
      var down: [Int] = []
      map.descend(below: border) { key, value in
        down.append(key &* 16 &+ value)
        return down.count < 40
      }
      try requireEqual(
        down, sorted.reversed().lazy.filter { $0.key < border }.prefix(40).map { $0.key * 16 + $0.value }, "down")
    }
    var all: [Int] = []
    map.ascend { key, _ in
      all.append(key)
      return true
    }
    try requireEqual(all, sorted.map(\.key), "all")
    all = []
    map.descend { key, _ in
      all.append(key)
      return true
    }
    try requireEqual(all, sorted.reversed().map(\.key), "all, downward")
  }

  @Test(arguments: [0, 1, 31, 32, 33, 1_000, 5_000])
  func `emptied in any order it is as new`(count: Int) {
    for step in [1, 7_919, -1] {
      var map = OrderedMap<Int, Int>()
      for key in 0..<count { map[key] = key }
      for turn in 0..<count { map[step < 0 ? count - 1 - turn : turn &* step % max(1, count)] = nil }
      // A step that has a factor in common with the count misses some.
      if step > 1 { for key in 0..<count { map[key] = nil } }
      #expect(map.count == 0)
      var visited = 0
      map.ascend { _, _ in
        visited += 1
        return true
      }
      map.descend { _, _ in
        visited += 1
        return true
      }
      #expect(visited == 0)
      for key in 0..<count { map[key] = -key }
      #expect(map.count == count && map[count / 2] == (count == 0 ? nil : -(count / 2)))
    }
  }

  @Test func `a look-up and a change among a hundred times as many entries take less than twice the comparisons`() {
    for order in [1, -1, 7_919] {
      let few = Self.comparisons(among: 1_000, order)
      let many = Self.comparisons(among: 100_000, order)
      #expect(few.change < 30 && few.lookUp < 30, "\(few)")
      #expect(many.change < 2 * few.change && many.lookUp < 2 * few.lookUp, "\(few) \(many)")
    }
  }

  private static func comparisons(among count: Int, _ order: Int) -> (change: Int, lookUp: Int) {
    var map = OrderedMap<Counted, Int>()
    for turn in 0..<count { map[Counted(order < 0 ? count - turn : turn &* order % count)] = turn }
    _ = Counted.take()
    let sample = 1_000
    for turn in 0..<sample { map[Counted((turn &* 7_919 + 13) % count)] = nil }
    for turn in 0..<sample { map[Counted((turn &* 7_919 + 13) % count)] = turn }
    let changes = Counted.take()
    for turn in 0..<sample { _ = map[Counted((turn &* 104_729 + 7) % count)] }
    return (changes / (2 * sample), Counted.take() / sample)
  }

  /// A key that counts how often keys are compared. One test uses it, on one thread.
  private struct Counted: Comparable {
    private static let count = Atomic<Int>(0)
    let number: Int

    init(_ number: Int) { self.number = number }

    static func take() -> Int { count.exchange(0, ordering: .relaxed) }

    static func < (left: Self, right: Self) -> Bool {
      count.add(1, ordering: .relaxed)
      return left.number < right.number
    }

    static func == (left: Self, right: Self) -> Bool {
      count.add(1, ordering: .relaxed)
      return left.number == right.number
    }
  }
}
