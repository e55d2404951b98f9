import Generators
import Synchronization
import Testing
import VoiceCore

@Suite("The handed-over calls of a deleted tenant", .timeLimit(.minutes(1)))
struct HandedOverTests {
  @Test func `the keys are destroyed first, and then the carrier ends them, each once`() async throws {
    let bench = try await ErasingBench.provisioned()
    try await bench.fill(atNode: 2, handedOver: 3)
    let carrier = Carrier()
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    #expect(carrier.asked == [], "deleting asks no carrier for anything")
    #expect(try await bench.closure().handedOver.count == 3)
    _ = try await bench.erase(carrier)(bench.tenant)
    #expect(carrier.asked.sorted() == ["hangUp CA2", "hangUp CA3", "hangUp CA4"])
    #expect(try await bench.closure().handedOver == [])
    _ = try await bench.erase(carrier)(bench.tenant)
    #expect(carrier.asked.count == 3)
  }

  @Test func `one among thousands that began later is found`() async throws {
    let bench = try await ErasingBench.provisioned()
    try await bench.fill(atNode: 0, handedOver: 1)
    let now = bench.time.now()
    for number in 1...2_100 {
      let call = TestTenant.call(number, of: 1, at: now)
      try await bench.store.transaction(for: bench.tenant) { scope throws(StoreFailure) in
        try await scope.save(call, facts: [], intentions: [], at: now)
      }
    }
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    #expect(try await bench.closure().handedOver == [try ErasingBench.leg(0)])
  }

  @Test func `a carrier that doesn't answer is asked for few at once, keeps nobody for long, and is asked again`()
    async throws
  {
    let bench = try await ErasingBench.provisioned()
    try await bench.fill(atNode: 0, handedOver: 40)
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    let silent = SilentCarrier()
    async let progress = bench.erase(silent)(bench.tenant)
    await bench.time.waitForSleepers(1)
    while silent.asked < 16 { await Task.yield() }
    bench.time.advance(by: .seconds(20))
    guard case .settling = try await progress else {
      Issue.record("it goes on beside the carrier")
      return
    }
    #expect(silent.asked <= 32, "of 40 no more than 16 at once")
    #expect(try await bench.closure().handedOver.count == 40)
    let carrier = Carrier()
    _ = try await bench.erase(carrier)(bench.tenant)
    #expect(carrier.asked.count == 40)
    #expect(try await bench.closure().handedOver == [])
  }

  @Test func `a recording that can't be read is told of, and keeps no other with the carrier`() async throws {
    let bench = try await ErasingBench.provisioned()
    for number in 1...3 {
      var recording = Recording(of: TestTenant.call(number, of: 1, at: bench.time.now()), at: bench.time.now())
      recording.evolve(.started(try #require(CarrierRecording("RE\(number)"))), at: bench.time.now())
      let begun = recording
      try await bench.store.transaction(for: bench.tenant) { scope throws(StoreFailure) in try await scope.save(begun) }
      if number == 2 { bench.damage.spoilLatest(of: "recordings") }
    }
    _ = try await bench.store.erasure.close(bench.tenant, by: .commandLine, at: bench.time.now())
    #expect(try await bench.erase().shut(bench.tenant) == 1)
    #expect(Set(try await bench.closure().recordings.map(\.name)) == ["RE1", "RE3"])
  }

  @Test func `what no carrier takes keeps the tenant from nothing`() async throws {
    let bench = try await ErasingBench.provisioned()
    try await bench.fill(atNode: 0, handedOver: 2)
    let carrier = Carrier()
    carrier.failAlways(.notConfigured)
    _ = try await bench.delete()(bench.tenant, by: .commandLine)
    _ = try await bench.erase(carrier)(bench.tenant)
    #expect(try await bench.closure().handedOver.count == 2)
    bench.time.advance(by: .seconds(600))
    guard case .erased = try await bench.erase(carrier)(bench.tenant) else {
      Issue.record("not erased")
      return
    }
    #expect(try await bench.closure().handedOver == [])
  }
}

/// Never answers; leaves off when the task is cancelled.
private final class SilentCarrier: Telephony {
  private let count = Mutex(0)
  var asked: Int { count.withLock { $0 } }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) {
    count.withLock { $0 += 1 }
    while !Task.isCancelled { await Task.yield() }
    throw .unavailable
  }
}
