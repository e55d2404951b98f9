import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("Following the log")
struct FollowingTests {
  private let store = MemoryStore()
  private let follower = Notebook()
  private let a = Tenant.ID(0xA)
  private let b = Tenant.ID(0xB)

  @Test func `a follower is handed every tenant's facts once and in order`() async throws {
    for number in 1...3 {
      try await log(number, of: a)
      try await log(number, of: b)
    }
    var progress = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    try await log(4, of: b)
    progress = await FollowLog(store: store, follower: follower)(progress, at: moment)
    #expect(progress.failure == nil && progress.behind.isEmpty && !progress.hasMore)
    #expect(follower.handed(a) == [1, 2, 3])
    #expect(follower.handed(b) == [1, 2, 3, 4])
    #expect(follower.began(a) == 1)
  }

  @Test func `a new process goes on where the last one kept its place`() async throws {
    for number in 1...3 { try await log(number, of: a) }
    _ = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    try await log(4, of: a)
    _ = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    #expect(follower.handed(a) == [1, 2, 3, 4])
    #expect(follower.began(a) == 1)
  }

  @Test func `facts that weren't handled come again, and hold up no other tenant`() async throws {
    for number in 1...2 {
      try await log(number, of: a)
      try await log(number, of: b)
    }
    follower.fail(a, times: 2)
    var progress = FollowLog.Progress()
    for round in 1...3 {
      progress = await FollowLog(store: store, follower: follower)(progress, at: moment + .seconds(round * 60))
      #expect(progress.behind == (round < 3 ? [a] : []))
      #expect(progress.failure == (round < 3 ? .notHandled : nil))
    }
    #expect(follower.handed(a) == [1, 2])
    #expect(follower.handed(b) == [1, 2])
  }

  @Test func `who failed rests longer and longer, however much others log, and comes after them`() async throws {
    try await log(1, of: a)
    follower.fail(a, times: .max)
    var progress = FollowLog.Progress()
    var now = moment
    var pause = FollowLog.firstRest
    for number in 1...12 {
      try await log(number, of: b)
      progress = await FollowLog(store: store, follower: follower)(progress, at: now)
      #expect(follower.tried(a) == number)
      #expect(progress.failure == .notHandled)
      try await log(number + 1, of: b)
      progress = await FollowLog(store: store, follower: follower)(progress, at: now + pause - .milliseconds(1))
      #expect(follower.tried(a) == number)
      #expect(progress.failure == nil && progress.behind == [a])
      now = now + pause
      pause = min(pause * 2, FollowLog.longestRest)
    }
    #expect(pause == FollowLog.longestRest)
    follower.fail(a, times: 0)
    progress = await FollowLog(store: store, follower: follower)(progress, at: now)
    #expect(progress.behind.isEmpty)
    #expect(follower.handed(a) == [1])
  }

  @Test func `a long log of one tenant is handed out in turns`() async throws {
    let limit = FollowLog.maximumFacts * FollowLog.maximumPages
    let call = try call(1)
    let facts = (1...(limit + 5)).map { Call.Fact.streamJoined($0) }
    try await store.transaction(for: a) { scope throws(StoreFailure) in
      try await scope.save(call, facts: facts, intentions: [], at: self.moment)
    }
    var progress = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    #expect(progress.hasMore && progress.behind == [a])
    #expect(follower.handed(a).count == limit)
    progress = await FollowLog(store: store, follower: follower)(progress, at: moment)
    #expect(!progress.hasMore && progress.behind.isEmpty)
    #expect(follower.handed(a) == Array(1...(limit + 5)))
  }

  @Test func `a follower that had not seen what is forgotten begins anew and goes on with what is kept`() async throws {
    try await log(1, of: a)
    _ = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    for number in 2...4 { try await log(number, of: a) }
    try await store.transaction(for: a) { scope throws(StoreFailure) in
      try await scope.forget(Array(try await scope.log(after: nil, limit: 3).facts))
    }
    let progress = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    #expect(progress.failure == nil && progress.behind.isEmpty)
    #expect(follower.handed(a) == [1, 4])
    #expect(follower.began(a) == 2)
    _ = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    #expect(follower.began(a) == 2)
  }

  @Test func `a tenant that is erased holds up nobody, and isn't followed any more`() async throws {
    try await log(1, of: a)
    try await log(1, of: b)
    try await store.erasure.destroyKeys(of: a, at: moment)
    let progress = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    #expect(progress.failure == nil && progress.behind.isEmpty && !progress.hasMore)
    #expect(follower.handed(b) == [1])
  }

  @Test func `a place that another node has brought further isn't taken back`() async throws {
    for number in 1...2 { try await log(number, of: a) }
    let last = try #require(try await facts().last?.position)
    let (store, a) = (store, a)
    follower.beforeHandling {
      // Meanwhile another node has handled more.
      try? await store.transaction(for: a) { scope throws(StoreFailure) in
        try await scope.save(
          FollowerPosition(
            follower: FollowerName("notebook"), position: LogPosition(commit: last.commit + 9, number: last.number)))
      }
    }
    _ = await FollowLog(store: store, follower: follower)(FollowLog.Progress(), at: moment)
    let kept = try await store.read(for: a) { scope throws(StoreFailure) in
      try await scope.position(of: FollowerName("notebook"))
    }
    #expect(kept?.commit == last.commit + 9)
  }

  private let moment = Timestamp(microseconds: 0)

  private func call(_ number: UInt128) throws -> Call {
    Call(
      id: Identifier(number), carrierID: try #require(CarrierCallID("CA\(number)")), direction: .inbound,
      caller: .withheld, dialled: try #require(PhoneNumber("+14155550100")), startedAt: moment, language: .english)
  }

  private func log(_ number: Int, of tenant: Tenant.ID) async throws {
    let call = try call(1)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.streamJoined(number)], intentions: [], at: self.moment)
    }
  }

  private func facts() async throws -> [LoggedFact] {
    try await store.read(for: a) { scope throws(StoreFailure) in try await scope.log(after: nil, limit: .max).facts }
  }
}

/// A follower that writes down what it is handed: the numbers of the streams that joined.
final class Notebook: LogFollower {
  let name = FollowerName("notebook")

  private struct Pages: Sendable {
    var handed: [Tenant.ID: [Int]] = [:]
    var began: [Tenant.ID: Int] = [:]
    var failures: [Tenant.ID: Int] = [:]
    var tried: [Tenant.ID: Int] = [:]
    var before: (@Sendable () async -> Void)?
  }

  private let pages = Mutex(Pages())

  func handed(_ tenant: Tenant.ID) -> [Int] { pages.withLock { $0.handed[tenant] ?? [] } }
  func began(_ tenant: Tenant.ID) -> Int { pages.withLock { $0.began[tenant] ?? 0 } }
  /// How often it was handed facts of this tenant, handled or not.
  func tried(_ tenant: Tenant.ID) -> Int { pages.withLock { $0.tried[tenant] ?? 0 } }
  func fail(_ tenant: Tenant.ID, times: Int) { pages.withLock { $0.failures[tenant] = times } }
  func beforeHandling(_ work: @escaping @Sendable () async -> Void) { pages.withLock { $0.before = work } }

  func begin(with tenant: Tenant.ID) async throws(FollowFailure) {
    pages.withLock { $0.began[tenant, default: 0] += 1 }
  }

  func follow(_ facts: [LoggedFact], of tenant: Tenant.ID) async throws(FollowFailure) {
    if let before = pages.withLock({ $0.before }) { await before() }
    let fails = pages.withLock { pages in
      pages.tried[tenant, default: 0] += 1
      guard let left = pages.failures[tenant], left > 0 else { return false }
      pages.failures[tenant] = left - 1
      return true
    }
    if fails { throw .notHandled }
    pages.withLock { pages in
      for fact in facts {
        guard case .streamJoined(let number) = fact.recorded.fact else { continue }
        pages.handed[tenant, default: []].append(number)
      }
    }
  }
}
