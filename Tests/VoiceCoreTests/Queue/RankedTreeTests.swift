import Synchronization
import Testing
import VoiceCore

@Suite("The tree behind a queue", .timeLimit(.minutes(2)))
struct RankedTreeTests {
  /// Counts how often two of them are compared.
  private struct Counted: Comparable, Sendable {
    static let comparisons = Mutex(0)
    let number: Int

    static func < (left: Self, right: Self) -> Bool {
      comparisons.withLock { $0 += 1 }
      return left.number < right.number
    }

    static func == (left: Self, right: Self) -> Bool { left.number == right.number }
  }

  /// Numbers that jump about without chance: the multiplier is odd, so each below a power of two comes once.
  private static func scattered(_ index: Int, below power: Int) -> Int { (index &* 0x9E37_79B1) & (power - 1) }

  @Test func `what is put in comes out in order, wherever it was put`() {
    var tree = RankedTree<Int, Int>()
    for index in 0..<1024 { tree.set(Self.scattered(index, below: 1024), to: index) }
    #expect(tree.count == 1024 && tree.first?.key == 0)
    #expect((0..<1024).allSatisfy { tree[Self.scattered($0, below: 1024)] == $0 })
    #expect((0..<1024).allSatisfy { tree.place(of: $0) == $0 })
    for key in stride(from: 0, to: 1024, by: 2) { #expect(tree.remove(key) != nil) }
    #expect(tree.count == 512 && tree.remove(0) == nil && tree[4] == nil)
    #expect((0..<512).allSatisfy { tree.place(of: 2 * $0 + 1) == $0 })
    #expect(tree.values().count == 512 && tree.values { _ in false }.isEmpty)
    #expect(RankedTree(rising: (0..<99).map { (key: $0, value: $0) }).values() == Array(0..<99))
  }

  @Test func `a copy keeps what the other side changes`() {
    var tree = RankedTree<Int, String>()
    for key in 0..<100 { tree.set(key, to: "old") }
    let copy = tree
    tree.set(50, to: "new")
    _ = tree.remove(0)
    #expect(copy[50] == "old" && copy.count == 100 && copy.first?.key == 0)
    #expect(tree[50] == "new" && tree.count == 99 && tree.first?.key == 1)
  }

  @Test func `each operation compares as many keys as the logarithm says, to a million`() {
    var most: [Int] = []
    for power in [10, 13, 16, 20] {
      // Put in one after the other in rising order, what unbalances a tree that doesn't take care. The million at once, for
      // the time that it takes; then somewhere in the middle.
      var tree = RankedTree<Counted, Void>()
      if power < 20 {
        for number in 0..<(1 << power) { tree.set(Counted(number: number), to: ()) }
      } else {
        tree = RankedTree(rising: (0..<(1 << power)).map { (key: Counted(number: $0), value: ()) })
      }
      var worst = 0
      for index in 0..<200 {
        let key = Counted(number: Self.scattered(index, below: 1 << power))
        for operation in 0..<4 {
          Counted.comparisons.withLock { $0 = 0 }
          switch operation {
          case 0: _ = tree.place(of: key)
          case 1: _ = tree[key]
          case 2: _ = tree.remove(key)
          default: tree.set(key, to: ())
          }
          worst = max(worst, Counted.comparisons.withLock { $0 })
        }
      }
      most.append(worst)
      // A side weighs at most three quarters of the whole: at most log(n) / log(4/3) levels, two comparisons each, and a
      // removal looks the key up first.
      #expect(Double(worst) <= 4 * (Double(power) * 2.41 + 2), "2^\(power): \(worst)")
    }
    // Twice the exponent, about twice the comparisons: never a thousand times.
    #expect(most[3] <= 3 * most[0])
  }
}
