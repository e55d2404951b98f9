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
    return HeardCall(
      dialled: isTransferred ? ["+15550100310"] : [], failedAttempts: failures,
      transferReason: isTransferred ? "attempts_exhausted" : nil)
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

  // MARK: Properties 30 and 31

  /// A call of three requests whose first answer is broken into, as a right server takes it.
  private static let spoken = SpokenCall(requests: [
    .init(verdict: .served, disturbance: .nextBreaksIn, transcript: nil),
    .init(verdict: .served, disturbance: .burst(100), transcript: .failed),
    .init(verdict: .served, disturbance: .none, transcript: .after),
  ])

  private static let heard = HeardCall(
    cuts: [.init(rememberedMs: 600, sentMs: 1920)], knownAtBreakIns: [600],
    heard: "Welcome.Answer 1 is long" + answer(2) + answer(3),
    transcript: [
      "Welcome.", "Request 1", "Answer 1 is …", "[inaudible]", answer(2), "Request 3", answer(3),
    ])

  private static func answer(_ number: Int) -> String {
    "Answer \(number) is long enough to be heard as number \(number)."
  }

  /// Which of the two laws hold.
  private static func hold(_ change: (inout HeardCall) -> Void) -> [Bool] {
    var heard = heard
    change(&heard)
    return laws(30, 31).map { law in (try? law.judge(spoken, heard)) != nil }
  }

  @Test func `what a right server does is right`() {
    #expect(Self.hold { _ in } == [true, true])
  }

  @Test func `a request too much, too few, or in another place is found`() {
    #expect(Self.hold { $0.transcript.append("Request 4") }[0] == false)
    #expect(Self.hold { $0.transcript.remove(at: 1) }[0] == false)
    #expect(Self.hold { $0.transcript.swapAt(1, 5) }[0] == false)
  }

  @Test func `words may be missing where the provider hadn't written them, or had no time to be read`() {
    #expect(Self.hold { $0.transcript[5] = "[inaudible]" }[0])
    #expect(Self.hold { $0.transcript[1] = "[inaudible]" }[0] == false)
    #expect(
      Self.hold {
        $0.transcript[1] = "[inaudible]"
        $0.unwritten = 1
      }[0])
  }

  @Test func `a history that isn't what was played is found`() {
    #expect(Self.hold { $0.transcript[2] = "Answer 1 is long enough …" }[1] == false, "more than is remembered")
    #expect(Self.hold { $0.transcript.remove(at: 2) }[1] == false, "nothing, though it was heard")
    #expect(Self.hold { $0.transcript[2] = Self.answer(1) }[1] == false, "all")
    #expect(Self.hold { $0.knownAtBreakIns = [700] }[1] == false, "less than was known to be heard")
    #expect(
      Self.hold {
        $0.cuts[0] = .init(rememberedMs: 1000, sentMs: 1920)
        $0.transcript[2] = "Answer 1 is long enough …"
      }[1] == false, "more than was heard")
  }

  @Test func `an answer that nobody is known to have heard needn't be told`() {
    #expect(
      Self.hold {
        ($0.cuts[0], $0.knownAtBreakIns) = (.init(rememberedMs: 0, sentMs: 1920), [0])
        $0.transcript.remove(at: 2)
      }[1])
  }

  @Test func `a cough that cuts, an answer lost or doubled, and a wait in vain are found`() {
    #expect(Self.hold { $0.cuts.append(.init(rememberedMs: 500, sentMs: 1920)) }[1] == false)
    #expect(Self.hold { $0.cuts = [] }[1] == false)
    #expect(Self.hold { $0.transcript.remove(at: 4) }[1] == false)
    #expect(Self.hold { $0.transcript.append(Self.answer(3)) }[1] == false)
    #expect(Self.hold { $0.heard = "Welcome.Answer 1 is long" + Self.answer(2) }[1] == false)
    #expect(Self.hold { $0.waitsInVain = 1 }[1] == false)
  }
}
