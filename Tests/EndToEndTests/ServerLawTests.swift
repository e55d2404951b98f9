import PropertyTesting
import ServerLaws
import Synchronization
import Testing
import VoiceCore

/// The laws themselves, on calls that nobody placed.
@Suite("The laws on a running server, without a server")
struct ServerLawTests {
  private static func laws(_ numbers: Int...) -> [ServerLaw] { ServerLaw.all.filter { numbers.contains($0.number) } }

  /// What property 6 reads of a call that a server transfers at this failure.
  private static func heard(_ call: SpokenCall, transferAt failure: Int) -> HeardCall {
    let failures = min(call.requests.count { $0.verdict == .failed }, failure)
    let isTransferred = failures == failure
    return HeardCall(
      dialled: isTransferred ? ["+15550100310"] : [], failedAttempts: failures,
      transferReason: isTransferred ? "attempts_exhausted" : nil)
  }

  @Test(arguments: [1, 4]) func `the laws look at the same calls, each placed once`(lines: Int) async throws {
    let placed = Mutex(0)
    let outcomes = try await ServerLaw.check(Self.laws(6, 16), RunSettings(cases: 100, seed: 7), lines: lines) {
      placed.withLock { $0 += 1 }
      return Self.heard($0, transferAt: 3)
    }
    #expect(outcomes.map(\.report.passed) == [true, true])
    #expect(placed.withLock { $0 } == 100)
  }

  @Test func `several lines place no more calls at once than there are lines`() async throws {
    let busy = Mutex((now: 0, most: 0))
    let outcomes = try await ServerLaw.check(Self.laws(6), RunSettings(cases: 100, seed: 7), lines: 3) {
      busy.withLock { busy in
        busy.now += 1
        busy.most = max(busy.most, busy.now)
      }
      for _ in 0..<20 { await Task.yield() }
      busy.withLock { $0.now -= 1 }
      return Self.heard($0, transferAt: 3)
    }
    #expect(outcomes.map(\.report.passed) == [true])
    #expect((2...3).contains(busy.withLock { $0.most }))
  }

  @Test(arguments: [2, 4]) func `a transfer at another failure than the third is found`(failure: Int) async throws {
    let outcomes = try await ServerLaw.check(Self.laws(6, 16), RunSettings(cases: 100, seed: 7), lines: 4) {
      Self.heard($0, transferAt: failure)
    }
    #expect(outcomes.map(\.report.passed) == [false, true])
    let found = try #require(outcomes[0].report.counterexample)
    #expect(found.token != nil)
  }

  @Test func `a call that isn't placed well a second time is told as flaky`() async throws {
    let placed = Mutex(0)
    let outcomes = try await ServerLaw.check(Self.laws(6), RunSettings(cases: 100, seed: 7), lines: 1) { call in
      let number = placed.withLock { placed in
        placed += 1
        return placed
      }
      return Self.heard(call, transferAt: number == 5 ? 0 : 3)
    }
    guard case .flaky = outcomes[0].report.outcome else {
      Issue.record("told as \(outcomes[0].report.outcome)")
      return
    }
  }

  @Test func `a cancelled check throws, and hangs up`() async throws {
    let (calls, placed) = AsyncStream<Void>.makeStream()
    let check = Task {
      try await ServerLaw.check(Self.laws(6), RunSettings(cases: 100, seed: 7), lines: 2) { _ in
        placed.yield()
        try await Task.sleep(for: .seconds(600))
        return HeardCall()
      }
    }
    for await _ in calls { break }
    check.cancel()
    await #expect(throws: CancellationError.self) { try await check.value }
  }
}
