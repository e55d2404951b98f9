import Generators
import MemoryStore
import Testing
import VoiceCore

@Suite("Watching the queues")
struct WatchQueuesTests {
  private let store = MemoryStore()
  private let watch: WatchQueues
  private let sales = Department.ID(1)
  private let one = Tenant.ID(0xA)
  private let other = Tenant.ID(0xB)

  init() { watch = WatchQueues(store: store) }

  @Test func `who waits is counted over all tenants, and who comes out with their wait`() async throws {
    try await log([.started], of: 1, at: 0, in: one)
    var look = await watch(WatchQueues.Memory())
    #expect(look.memory.depth == 0)
    try await log([.queued(sales)], of: 1, at: 10, in: one)
    try await log([.queued(sales)], of: 2, at: 30, in: one)
    try await log([.started], of: 3, at: 30, in: other)
    look = await watch(look.memory)
    try await log([.queued(sales)], of: 3, at: 40, in: other)
    look = await watch(look.memory)
    #expect(look.memory.depth == 3)
    #expect(look.memory.longestWait(at: at(70)) == .seconds(60))
    #expect(look.waits.isEmpty)
    try await log([.queueLeft(sales, .served)], of: 1, at: 70, in: one)
    try await log([.queueLeft(sales, .abandoned)], of: 3, at: 75, in: other)
    look = await watch(look.memory)
    #expect(
      look.waits == [
        WatchQueues.Wait(exit: .served, length: .seconds(60)), WatchQueues.Wait(exit: .abandoned, length: .seconds(35)),
      ])
    #expect(look.memory.depth == 1)
    #expect(look.memory.longestWait(at: at(80)) == .seconds(50))
    #expect(await watch(look.memory).waits.isEmpty)
  }

  @Test func `one who enters and leaves between two looks is counted`() async throws {
    try await log([.started], of: 1, at: 0, in: one)
    let look = await watch(WatchQueues.Memory())
    try await log([.queued(sales)], of: 1, at: 1, in: one)
    try await log([.queueLeft(sales, .waitedTooLong)], of: 1, at: 4, in: one)
    #expect(await watch(look.memory).waits == [WatchQueues.Wait(exit: .waitedTooLong, length: .seconds(3))])
  }

  @Test func `whoever begins to look finds those who wait already`() async throws {
    let board = try await Switchboard()
    let caller = WaitingCaller(call: Identifier(7), arrival: at(5))
    try await board.write { scope throws(StoreFailure) in _ = try await scope.enter(caller, in: board.sales) }
    let watch = WatchQueues(store: board.office.store)
    #expect(await watch(WatchQueues.Memory()).memory.depth == 0)
    try await log([.queued(board.sales)], of: 7, at: 5, in: board.office.tenant, board.office.store)
    let look = await watch(WatchQueues.Memory())
    #expect(look.memory.depth == 1)
    #expect(look.memory.longestWait(at: at(65)) == .seconds(60))
  }

  @Test func `a long log is read in pages, and nothing of it twice`() async throws {
    try await log([.started], of: 1, at: 0, in: one)
    var look = await watch(WatchQueues.Memory())
    let facts = (0..<FollowLog.maximumFacts).flatMap { _ in
      [Call.Fact.queued(sales), .queueLeft(sales, .sentOn)]
    }
    try await log(facts, of: 1, at: 1, in: one)
    var waits = 0
    repeat {
      look = await watch(look.memory)
      waits += look.waits.count
    } while look.hasMore
    #expect(waits == FollowLog.maximumFacts)
  }

  @Test func `while the store is away nothing is forgotten`() async throws {
    try await log([.started], of: 1, at: 0, in: one)
    let look = await watch(WatchQueues.Memory())
    try await log([.queued(sales)], of: 1, at: 10, in: one)
    let away = await WatchQueues(store: FaultyStore(store, fuse: Fuse(blowsAt: 0, staysDead: true)))(look.memory)
    #expect(away.failure == .unavailable)
    #expect(away.memory.depth == 0)
    let back = await watch(away.memory)
    #expect(back.failure == nil)
    #expect(back.memory.depth == 1)
  }

  private func at(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

  private func log(
    _ facts: [Call.Fact], of number: Int, at seconds: Int64, in tenant: Tenant.ID, _ store: (any Store)? = nil
  ) async throws {
    let call = Call(
      id: Identifier(UInt128(number)), carrierID: try #require(CarrierCallID("CA\(number)")), direction: .inbound,
      caller: .withheld, dialled: try #require(PhoneNumber("+14155550100")), startedAt: at(0), language: .english)
    let moment = at(seconds)
    try await (store ?? self.store).transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: facts, intentions: [], at: moment)
    }
  }
}
