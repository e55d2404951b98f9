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
    let running = Task { await FollowerRunner(store: store, time: time).run(follower) }
    #expect(await handed.next() == 1)
    for number in 2...5 {
      try await log(number)
      #expect(await handed.next() == number)
    }
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
      await FollowerRunner(store: store, time: time).run(follower) { failure in
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

  init() { (handed, hand) = AsyncStream.makeStream(of: Int.self) }

  func fail(times: Int) { failures.withLock { $0 = times } }
  func begin(with tenant: Tenant.ID) async throws(FollowFailure) {}

  func follow(_ facts: [LoggedFact], of tenant: Tenant.ID) async throws(FollowFailure) {
    let fails = failures.withLock { failures in
      defer { failures = max(0, failures - 1) }
      return failures > 0
    }
    if fails { throw .notHandled }
    for fact in facts { if case .streamJoined(let number) = fact.recorded.fact { hand.yield(number) } }
  }
}
