import CallRuntime
import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("Watching over calls that nobody has", .timeLimit(.minutes(1)))
struct OrphanWatchTests {
  private let store = MemoryStore()
  private let time = ManualTime()
  private let carrier = AskedCarrier()
  private let tokens = SecretTokens.counting()
  private let ids = IDSource.counting()
  private let plan = TestTenant.plan(1)
  private let node = Node.ID(7)
  private let limits = OrphanLimits()
  private let leadership = HandLeadership()

  @Test func `a call whose node lives is left alone, however long`() async throws {
    try await arrive()
    let memory = OrphanWatch.Memory()
    let (time, watch, limits) = (time, watch, limits)
    let tallies = Mutex<[OrphanWatch.Tally]>([])
    let hasLed = try await leadership.lead(as: .node(node)) {
      for _ in 1...10 {
        time.advance(by: limits.grace)
        if let tally = try? await watch.round(memory) { tallies.withLock { $0.append(tally) } }
      }
    }
    #expect(hasLed)
    #expect(tallies.withLock { $0.map(\.live) } == Array(repeating: 1, count: 10))
    #expect(carrier.asked == [])
  }

  @Test func `a call whose end its living node couldn't store is asked for when no stream lasts as long`() async throws
  {
    let place = try await arrive()
    carrier.isOver.withLock { $0 = true }
    let memory = OrphanWatch.Memory()
    let (time, watch, limits) = (time, watch, limits)
    let ended = Mutex<[Int]>([])
    _ = try await leadership.lead(as: .node(node)) {
      for span in [limits.longestStream - .seconds(1), .seconds(1)] {
        time.advance(by: span)
        if let tally = try? await watch.round(memory) { ended.withLock { $0.append(tally.ended) } }
      }
    }
    #expect(ended.withLock { $0 } == [0, 1])
    let record = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record?.cause == .hungUp)
  }

  @Test func `a call whose node died is brought back after the grace, not before`() async throws {
    try await arrive()
    let memory = OrphanWatch.Memory()
    #expect(try await watch.round(memory).rescued == 0)
    time.advance(by: limits.grace - .seconds(1))
    #expect(try await watch.round(memory).rescued == 0)
    time.advance(by: .seconds(1))
    #expect(try await watch.round(memory).rescued == 1)
    #expect(carrier.asked == ["state CA1", "anew CA1"])
  }

  @Test func `a node that is back within the grace keeps its calls`() async throws {
    try await arrive()
    let memory = OrphanWatch.Memory()
    _ = try await watch.round(memory)
    time.advance(by: limits.grace)
    let watch = watch
    _ = try await leadership.lead(as: .node(node)) { _ = try? await watch.round(memory) }
    // Gone again: its grace begins anew.
    #expect(try await watch.round(memory).rescued == 0)
    #expect(carrier.asked == [])
  }

  @Test func `a call that ended with its carrier while no node lived gets its one record`() async throws {
    let place = try await arrive()
    carrier.isOver.withLock { $0 = true }
    let memory = OrphanWatch.Memory()
    _ = try await watch.round(memory)
    time.advance(by: limits.grace)
    #expect(try await watch.round(memory).ended == 1)
    #expect(try await watch.round(memory) == OrphanWatch.Tally())
    let record = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record?.cause == .hungUp)
  }

  @Test func `a call that rang and never came is asked for when patience is over, and not at every round`() async throws
  {
    try await announce()
    let memory = OrphanWatch.Memory()
    _ = try await watch.round(memory)
    #expect(carrier.asked == [])
    carrier.failure.withLock { $0 = .unavailable }
    time.advance(by: limits.patience)
    #expect(try await watch.round(memory).unknown == 1)
    #expect(try await watch.round(memory).unknown == 0)
    #expect(carrier.asked == ["state CA1"])
    time.advance(by: limits.patience)
    #expect(try await watch.round(memory).unknown == 1)
  }

  @Test func `where only its process's end frees a node's name, nobody waits`() async throws {
    try await arrive()
    let watch = OrphanWatch(store: store, leadership: store.leadership, carrier: carrier, time: time)
    #expect(try await watch.round(OrphanWatch.Memory()).rescued == 1)
  }

  @Test func `a node never takes itself for dead, whatever became of its sign of life`() async throws {
    try await arrive()
    let watch = OrphanWatch(
      store: store, leadership: store.leadership, carrier: carrier, time: time, node: node, limits: limits)
    #expect(try await watch.round(OrphanWatch.Memory()).rescued == 0)
    #expect(carrier.asked == [])
  }

  @Test func `while it can't be found out who lives, nobody is taken for dead, and the grace begins anew`() async throws
  {
    try await arrive()
    try await arrive(CarrierCallID("CA2"), at: TestTenant.plan(2))
    let memory = OrphanWatch.Memory()
    _ = try await watch.round(memory)
    time.advance(by: limits.grace)
    leadership.fail(.unavailable)
    let tally = try await watch.round(memory)
    #expect(tally.failure == .unavailable)
    #expect(tally.rescued == 0)
    leadership.fail(nil)
    #expect(try await watch.round(memory).rescued == 0)
    time.advance(by: limits.grace)
    #expect(try await watch.round(memory).rescued == 2)
  }

  @Test func `a call that was up when the carrier couldn't be told is tried again at the next round`() async throws {
    try await arrive()
    let watch = OrphanWatch(store: store, leadership: store.leadership, carrier: carrier, time: time)
    let memory = OrphanWatch.Memory()
    carrier.anewFailure.withLock { $0 = .throttled }
    let tally = try await watch.round(memory)
    #expect(tally.unknown == 1)
    #expect(tally.refusal == .throttled)
    carrier.anewFailure.withLock { $0 = nil }
    #expect(try await watch.round(memory).rescued == 1)
  }

  @Test func `a call that the carrier doesn't ask about is asked for again soon, not after its patience`() async throws
  {
    try await arrive()
    let watch = OrphanWatch(store: store, leadership: store.leadership, carrier: carrier, time: time)
    let memory = OrphanWatch.Memory()
    #expect(try await watch.round(memory).rescued == 1)
    #expect(try await watch.round(memory).rescued == 0)
    time.advance(by: limits.answerTime)
    #expect(try await watch.round(memory).rescued == 1)
  }

  @Test func `calls of dead nodes come first, several at once, as long as the round may take`() async throws {
    let (time, gate) = (time, Closing())
    let atOnce = Mutex<(now: Int, most: Int)>((0, 0))
    let order = Mutex<[String]>([])
    let slow = AskedCarrier { leg in
      order.withLock { $0.append(leg.text) }
      let isFull = atOnce.withLock { count in
        count = (count.now + 1, max(count.most, count.now + 1))
        return count.now == 4
      }
      // None is answered before four are asked.
      if isFull { gate.close() }
      await gate.wait()
      time.advance(by: .seconds(5))
      atOnce.withLock { $0.now -= 1 }
    }
    slow.failure.withLock { $0 = .unavailable }
    // Rung long ago, so that the carrier is asked for them too.
    for number in 1...10 { try await announce(CarrierCallID("CAr\(number)")) }
    time.advance(by: limits.patience)
    for number in 1...40 { try await arrive(CarrierCallID("CAd\(number)")) }
    var limits = limits
    limits.maximumAtOnce = 4
    let watch = OrphanWatch(
      store: store, leadership: store.leadership, carrier: slow, time: time, limits: limits)
    let memory = OrphanWatch.Memory()
    let first = try await watch.round(memory)
    #expect(first.live == 50)
    #expect(atOnce.withLock { $0.most } == 4)
    #expect(first.left > 0)
    #expect(first.unknown + first.left == 50)
    #expect(order.withLock { $0.allSatisfy { $0.hasPrefix("CAd") } })
    // Those for whom there was no time come before those who were tried.
    let tried = Set(order.withLock { $0 })
    order.withLock { $0 = [] }
    let rest = 40 - tried.count
    _ = try await watch.round(memory)
    #expect(rest > 4)
    #expect(order.withLock { tried.isDisjoint(with: $0.prefix(rest - 4)) })
  }

  @Test func `a call that can't be read holds up no other`() async throws {
    let store = AwayStore()
    let carrier = AskedCarrier { leg in if leg.text == "CA2" { store.failNext(.corrupt) } }
    for number in 1...3 { try await arrive(CarrierCallID("CA\(number)"), in: store) }
    var limits = limits
    limits.maximumAtOnce = 1
    let watch = OrphanWatch(
      store: store, leadership: store.leadership, carrier: carrier, time: time, limits: limits)
    let tally = try await watch.round(OrphanWatch.Memory())
    #expect(tally.failure == .corrupt)
    #expect(tally.rescued == 2)
  }

  @Test func `nothing is begun once it is time to end`() async throws {
    try await arrive()
    let closing = Closing()
    closing.close()
    let watch = OrphanWatch(
      store: store, leadership: store.leadership, carrier: carrier, time: time, closing: closing)
    #expect(try await watch.round(OrphanWatch.Memory()) == OrphanWatch.Tally())
    #expect(carrier.asked == [])
  }

  private var watch: OrphanWatch {
    OrphanWatch(store: store, leadership: leadership, carrier: carrier, time: time)
  }

  @discardableResult
  private func announce(
    _ name: CarrierCallID? = CarrierCallID("CA1"), at given: ProvisionTenant.Plan? = nil,
    in other: (any Store)? = nil
  ) async throws -> String {
    let (plan, store) = (given ?? plan, other ?? store)
    if try await store.platform.tenant(answering: plan.lines[0].number) == nil {
      try await ProvisionTenant(store: store)(plan)
    }
    let answer = AnswerCall(
      store: store, time: time, ids: ids, tokens: tokens, admission: .open,
      desk: ScreeningDesk(store: store, chance: Chance { 6 }))
    let id = try #require(name)
    let outcome = try await answer(.init(carrierID: id, caller: .withheld, dialled: plan.lines[0].number))
    guard case .connect(let token, _) = outcome else { throw StoreFailure.notFound }
    return token
  }

  @discardableResult
  private func arrive(
    _ name: CarrierCallID? = CarrierCallID("CA1"), at given: ProvisionTenant.Plan? = nil,
    in other: (any Store)? = nil
  ) async throws -> CallPlace {
    let token = try await announce(name, at: given, in: other)
    let join = JoinStream(store: other ?? store, time: time, tokens: tokens, node: node)
    return try await join(token: token, carrierCall: try #require(name).text).place
  }
}
