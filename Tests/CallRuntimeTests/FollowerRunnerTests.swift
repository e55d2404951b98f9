import CallRuntime
import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("Running a follower", .timeLimit(.minutes(1)))
struct FollowerRunnerTests {
  private let store = MemoryStore()
  private let time = ManualTime()
  private let follower = Listener()

  @Test func `each commit reaches the follower, those from before it ran too`() async throws {
    try await log(1)
    var handed = follower.handed.makeAsyncIterator()
    let running = Task { await runner().run(follower) }
    #expect(await handed.next() == 1)
    for number in 2...5 {
      try await log(number)
      #expect(await handed.next() == number)
    }
    running.cancel()
    await running.value
  }

  @Test func `what is committed while it takes a breath is handled together after it`() async throws {
    try await log(1)
    var handed = follower.handed.makeAsyncIterator()
    let running = Task {
      await FollowerRunner(store: store, time: time, leadership: store.leadership).run(follower)
    }
    #expect(await handed.next() == 1)
    // One sleeper waits for silence, the other one is the breath.
    await time.waitForSleepers(2)
    for number in 2...9 { try await log(number) }
    time.advance(by: FollowerRunner.shortestBreath)
    for number in 2...9 { #expect(await handed.next() == number) }
    #expect(follower.pages == [[1], Array(2...9)])
    running.cancel()
    await running.value
  }

  @Test func `without a word it looks from time to time, and tries again what failed`() async throws {
    follower.fail(times: 2)
    try await log(1)
    var handed = follower.handed.makeAsyncIterator()
    let failures = Failures()
    let (failed, fail) = AsyncStream.makeStream(of: Void.self)
    var told = failed.makeAsyncIterator()
    let running = Task {
      await runner().run(follower) { turn in
        guard let failure = turn.failure else { return }
        failures.add(failure)
        fail.yield()
      }
    }
    for _ in 1...2 {
      await told.next()
      await time.waitForSleepers(1)
      time.advance(by: FollowerRunner.longestSilence)
    }
    #expect(await handed.next() == 1)
    #expect(failures.all == [.notHandled, .notHandled])
    running.cancel()
    await running.value
  }

  @Test func `of two nodes one follows, and when it is gone the other goes on where it was`() async throws {
    var handed = follower.handed.makeAsyncIterator()
    let (turns, turn) = AsyncStream.makeStream(of: Int.self)
    var led = turns.makeAsyncIterator()
    let nodes = [1, 2].map { node in
      Task {
        await runner().run(follower) { told in if told.isLeading { turn.yield(node) } }
      }
    }
    let first = try #require(await led.next())
    for number in 1...3 {
      try await log(number)
      #expect(await handed.next() == number)
    }
    nodes[first - 1].cancel()
    await nodes[first - 1].value
    try await log(4)
    // The other one is asleep until it stands for leadership again.
    await time.waitForSleepers(1)
    time.advance(by: FollowerRunner.longestSilence)
    #expect(await handed.next() == 4)
    var leader = first
    while leader == first { leader = try #require(await led.next()) }
    nodes[2 - first].cancel()
    await nodes[2 - first].value
    turn.finish()
    #expect(follower.all == [1, 2, 3, 4])
  }

  @Test func `who loses leadership stops following, and follows again when it leads again`() async throws {
    let leadership = LosableLeadership()
    var handed = follower.handed.makeAsyncIterator()
    let (turns, turn) = AsyncStream.makeStream(of: FollowerTurn.self)
    let running = Task {
      await FollowerRunner(store: store, time: time, leadership: leadership, breath: .zero).run(follower) {
        turn.yield($0)
      }
    }
    try await log(1)
    #expect(await handed.next() == 1)
    leadership.lose()
    for await told in turns where !told.isLeading { break }
    try await log(2)
    await time.waitForSleepers(1)
    time.advance(by: FollowerRunner.longestSilence)
    #expect(await handed.next() == 2)
    running.cancel()
    await running.value
    #expect(follower.all == [1, 2])
  }

  @Test func `when it is time to end, what was committed is handled before leadership is given back`() async throws {
    let closing = Closing()
    let leadership = store.leadership
    let (turns, turn) = AsyncStream.makeStream(of: FollowerTurn.self)
    let runner = FollowerRunner(store: DeafStore(store), time: time, leadership: leadership, closing: closing)
    let running = Task { await runner.run(follower) { turn.yield($0) } }
    var told = turns.makeAsyncIterator()
    #expect(await told.next()?.isLeading == true)
    try await log(1)
    closing.close()
    await running.value
    #expect(follower.all == [1])
    #expect(try await leadership.lead(as: FollowerRunner.leaderName(of: follower.name)) {})
  }

  @Test func `a turn tells how far the follower is behind`() async throws {
    follower.fail(times: 1)
    try await log(1)
    let (turns, turn) = AsyncStream.makeStream(of: FollowerTurn.self)
    let running = Task { await runner().run(follower) { turn.yield($0) } }
    var told = turns.makeAsyncIterator()
    let late = try #require(await told.next())
    #expect(late.behind == 1)
    #expect(late.failure == .notHandled)
    await time.waitForSleepers(1)
    time.advance(by: FollowerRunner.longestSilence)
    let caughtUp = try #require(await told.next())
    #expect(caughtUp.behind == 0)
    #expect(caughtUp.lag == .zero)
    running.cancel()
    await running.value
  }

  private func runner() -> FollowerRunner {
    FollowerRunner(store: store, time: time, leadership: store.leadership, breath: .zero)
  }

  private func log(_ number: Int) async throws {
    let moment = Timestamp(microseconds: 0)
    let call = Call(
      id: Identifier(1), carrierID: try #require(CarrierCallID("CA1")), direction: .inbound, caller: .withheld,
      dialled: try #require(PhoneNumber("+14155550100")), startedAt: moment, language: .english)
    try await store.transaction(for: Identifier(0xA)) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.streamJoined(number)], intentions: [], at: moment)
    }
  }
}

/// What went wrong, in order.
private final class Failures: Sendable {
  private let kept = Mutex<[FollowFailure]>([])
  var all: [FollowFailure] { kept.withLock { $0 } }

  func add(_ failure: FollowFailure) { kept.withLock { $0.append(failure) } }
}

/// A follower that says what it is handed: the numbers of the streams that joined.
private final class Listener: LogFollower {
  let name = FollowerName("listener")
  let handed: AsyncStream<Int>
  private let hand: AsyncStream<Int>.Continuation
  private let failures = Mutex(0)
  private let seen = Mutex<[[Int]]>([])
  /// What came together, in order.
  var pages: [[Int]] { seen.withLock { $0 } }
  var all: [Int] { pages.flatMap(\.self) }

  init() { (handed, hand) = AsyncStream.makeStream(of: Int.self) }

  func fail(times: Int) { failures.withLock { $0 = times } }
  func begin(with tenant: Tenant.ID) async throws(FollowFailure) {}

  func follow(_ facts: [LoggedFact], of tenant: Tenant.ID) async throws(FollowFailure) {
    let fails = failures.withLock { failures in
      defer { failures = max(0, failures - 1) }
      return failures > 0
    }
    if fails { throw .notHandled }
    let numbers = facts.compactMap { fact -> Int? in
      if case .streamJoined(let number) = fact.recorded.fact { number } else { nil }
    }
    seen.withLock { $0.append(numbers) }
    for number in numbers { hand.yield(number) }
  }
}

/// A leadership that is lost when the test says so.
private final class LosableLeadership: Leadership {
  private let held = Mutex<AsyncStream<Void>.Continuation?>(nil)

  func lose() { held.withLock { $0 }?.finish() }

  func lead(
    as name: LeaderName, _ body: @escaping @Sendable () async -> Void
  ) async throws(StoreFailure) -> Bool {
    let (end, lose) = AsyncStream.makeStream(of: Void.self)
    held.withLock { $0 = lose }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await body() }
      group.addTask { for await _ in end {} }
      await group.next()
      group.cancelAll()
    }
    return true
  }
}

/// A store that tells of no commit.
private struct DeafStore: Store {
  let store: MemoryStore

  init(_ store: MemoryStore) { self.store = store }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { try await store.read(for: tenant, body) }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { try await store.transaction(for: tenant, body) }

  var platform: any PlatformDirectory { store.platform }
  func commits() -> AsyncStream<Void> { AsyncStream { _ in } }
  func ping() async throws(StoreFailure) {}
}
