import Testing
import VoiceCore

@Suite("Reading who waits")
struct ReadQueueTests {
  @Test func `callers are listed in the order of service, page by page, with place and estimated wait`() async throws {
    let board = try await Switchboard()
    let (sales, service) = (board.sales, board.service)
    let now = board.office.time.now()
    try await board.write { scope throws(StoreFailure) in
      for number in 1...5 as ClosedRange<UInt128> {
        let caller = WaitingCaller(
          call: Identifier(number), arrival: now + .seconds(Int(number)), tier: number == 5 ? .diamond : .standard)
        _ = try await scope.enter(caller, in: sales)
      }
      _ = try await scope.enter(WaitingCaller(call: Identifier(9), arrival: now), in: service)
      // Two were served, half a minute apart.
      for (number, served) in [(21, 0), (22, 30)] as [(UInt128, Int)] {
        let caller = WaitingCaller(call: Identifier(number), arrival: now)
        _ = try await scope.enter(caller, in: sales)
        _ = try await scope.leave(caller.call, in: sales, servedAt: now + .seconds(served))
      }
    }
    board.office.time.advance(by: .seconds(30))
    let read = ReadQueue(store: board.office.store, time: board.office.time)
    var seen: [CallerInLine] = []
    var place: ReadQueue.Place?
    for _ in 1...3 {
      let page = try await read.page(
        for: board.office.boss, of: board.office.tenant, in: nil, after: place, limit: 2)
      seen += page?.waiting ?? []
      place = page?.next
    }
    #expect(place == nil)
    #expect(seen.map(\.caller.call.bits) == [5, 1, 2, 3, 4, 9])
    #expect(seen.map(\.position) == [1, 2, 3, 4, 5, 1])
    #expect(seen[1].wait == .seconds(60) && seen[5].wait == nil)
    let one = try await read.page(
      for: board.office.boss, of: board.office.tenant, in: service, after: nil, limit: 9)
    #expect(one?.waiting.map(\.caller.call.bits) == [9] && one?.next == nil)
  }

  @Test func `each reader sees the queues of their departments`() async throws {
    let board = try await Switchboard()
    let (sales, service) = (board.sales, board.service)
    let now = board.office.time.now()
    let user: User.ID = board.office.ids()
    try await board.write { scope throws(StoreFailure) in
      for (number, department) in [(1, sales), (2, service)] as [(UInt128, Department.ID)] {
        _ = try await scope.enter(WaitingCaller(call: Identifier(number), arrival: now), in: department)
      }
      try await scope.save(Membership(of: user, in: service))
    }
    let read = ReadQueue(store: board.office.store, time: board.office.time)
    let agent = Bearer.user(user, .agent, of: board.office.tenant)
    let seen = try await read.page(for: agent, of: board.office.tenant, in: nil, after: nil, limit: 9)
    #expect(seen?.waiting.map(\.department) == [service])
    #expect(try await read.page(for: agent, of: board.office.tenant, in: sales, after: nil, limit: 9) == nil)
  }
}
