import LoadTests
import Testing

@Suite struct CapacitySearchTests {
  /// Searches on a server that carries so many calls.
  private static func search(capacity: Int, first: Int = 25, most: Int = 4000) -> (best: Int, steps: Int) {
    var search = CapacitySearch(first: first, most: most)
    var steps = 0
    while let calls = search.next, steps < 100 {
      steps += 1
      search.record(calls, calls <= capacity ? .held : .broken)
    }
    return (search.best, steps)
  }

  @Test(arguments: [3, 24, 25, 26, 60, 333, 999, 1777, 3999])
  func `the most calls are found to a twentieth, in few steps`(capacity: Int) {
    let (best, steps) = Self.search(capacity: capacity)
    #expect(best <= capacity)
    #expect(capacity - best <= max(5, capacity / 20))
    #expect(steps <= 14)
  }

  @Test func `a server that carries everything is asked for no more than the most`() {
    #expect(Self.search(capacity: 10_000, most: 900).best == 900)
  }

  @Test func `a search that the generator ended says so`() {
    var search = CapacitySearch(first: 10)
    search.record(10, .held)
    search.record(20, .void)
    #expect(search.best == 10)
    #expect(search.worst?.outcome == .void)
    #expect(search.isLowerBound)
  }

  @Test func `what held is the most only when something above it broke its limits`() {
    var search = CapacitySearch(first: 10, most: 20)
    search.record(10, .held)
    search.record(20, .held)
    #expect(search.next == nil && search.isLowerBound)
    // The long run of what held as a short step.
    search.record(20, .broken)
    search.record(19, .held)
    #expect(!search.isLowerBound)
  }
}
