import PropertyTesting
import ServerLaws
import Simulators
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
    var heard = HeardCall()
    heard.dialled = isTransferred ? ["\(heard.person) completed"] : []
    heard.failedAttempts = failures
    heard.transferReason = isTransferred ? "attempts_exhausted" : nil
    return heard
  }

  @Test(arguments: [1, 4]) func `the laws look at the same calls, each placed once`(lines: Int) async throws {
    let placed = Mutex(0)
    let outcomes = try await ServerLaw.check(
      Self.laws(6, 16), RunSettings(cases: 100, seed: 7, caseLimit: nil), lines: lines
    ) {
      placed.withLock { $0 += 1 }
      return Self.heard($0, transferAt: 3)
    }
    #expect(outcomes.map(\.report.passed) == [true, true])
    #expect(placed.withLock { $0 } == 100)
  }

  @Test func `several lines place no more calls at once than there are lines`() async throws {
    let busy = Mutex((now: 0, most: 0))
    let outcomes = try await ServerLaw.check(Self.laws(6), RunSettings(cases: 100, seed: 7, caseLimit: nil), lines: 3) {
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
    let outcomes = try await ServerLaw.check(
      Self.laws(6, 16), RunSettings(cases: 100, seed: 7, caseLimit: nil), lines: 4
    ) {
      Self.heard($0, transferAt: failure)
    }
    #expect(outcomes.map(\.report.passed) == [false, true])
    let found = try #require(outcomes[0].report.counterexample)
    #expect(found.token != nil)
  }

  @Test func `a call that isn't placed well a second time is told as flaky`() async throws {
    let placed = Mutex(0)
    let outcomes = try await ServerLaw.check(Self.laws(6), RunSettings(cases: 100, seed: 7, caseLimit: nil), lines: 1) {
      call in
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
      try await ServerLaw.check(Self.laws(6), RunSettings(cases: 100, seed: 7, caseLimit: nil), lines: 2) { _ in
        placed.yield()
        try await Task.sleep(for: .seconds(600))
        return HeardCall()
      }
    }
    for await _ in calls { break }
    check.cancel()
    await #expect(throws: CancellationError.self) { try await check.value }
  }

  @Test func `another person than the one who is to be rung, one who isn't reached, and a second one are found`() {
    let call = SpokenCall(
      requests: Array(repeating: .init(verdict: .failed, disturbance: .none, transcript: nil), count: 3))
    func holds(_ dialled: [String]) -> Bool {
      var heard = Self.heard(call, transferAt: 3)
      heard.dialled = dialled
      return Self.laws(6).allSatisfy { (try? $0.judge(call, heard)) != nil }
    }
    let person = LawTenant.customerService
    #expect(holds(["\(person) completed"]))
    #expect(!holds(["+15550100311 completed"]))
    #expect(!holds(["\(person) no-answer"]))
    #expect(!holds(["\(person) completed", "\(person) completed"]))
    #expect(!holds([]))
  }

  @Test func `a breach in any session, and a session that no call needs, are found`() {
    func holds(_ change: (inout HeardCall) -> Void) -> Bool {
      var heard = HeardCall()
      change(&heard)
      let call = SpokenCall(requests: [.init(verdict: .served, disturbance: .none, transcript: nil)])
      return Self.laws(16).allSatisfy { (try? $0.judge(call, heard)) != nil }
    }
    #expect(holds { _ in })
    #expect(!holds { $0.aiBreaches = ["response.create: invalid_value"] })
    #expect(!holds { $0.strays = 1 })
  }
}
