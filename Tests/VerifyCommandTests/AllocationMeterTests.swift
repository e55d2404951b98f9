import PropertyTesting
import Synchronization
import Testing
import VerifyCommand

/// The counter stands before glibc's allocator; elsewhere there is none.
#if os(Linux)
@Suite("The allocation counter")
struct AllocationMeterTests {
  @Test func `each object is an allocation, and arithmetic is none`() {
    #expect((1_000...1_010).contains(AllocationProbe.objects(1_000)))
    #expect(AllocationProbe.arithmetic(100_000) == 0)
  }

  @Test func `arrays that grow allocate`() {
    var numbers: [Int] = []
    let allocations = AllocationMeter.count { for number in 0..<1_000 { numbers.append(number) } }
    #expect((1...30).contains(allocations))
    #expect(numbers.count == 1_000)
  }

  @Test func `drawing integers allocates nothing once the run has warmed up`() async {
    let draws = 1_000
    let number = Gen<Int>.int(0...9)
    let allocations = gen { source throws(Discard) in
      let before = AllocationMeter.total
      for _ in 0..<draws { _ = try source.draw(number) }
      return AllocationMeter.total - before
    }
    let fewest = Mutex(Int.max)
    _ = await check(
      Property("draws", for: allocations) { seen in fewest.withLock { $0 = min($0, seen) } }, RunSettings(cases: 20))
    #expect(fewest.withLock { $0 } == 0)
  }

  @Test func `the built command counts too`() async throws {
    let run = try await Command.run("harness", "allocations")
    #expect(run.code == 0, "\(run.output) \(run.diagnostics)")
  }
}
#endif
