import Testing
import VoiceCore

@Suite("Slowing down who guesses passwords")
struct SignInGuardTests {
  let start = Timestamp(microseconds: 1_767_225_600_000_000)

  @Test func `the delay begins after three failures, doubles, and stays at a quarter of an hour`() {
    let seconds = (0...20).map { SignInGuard.delay(after: $0).components.seconds }
    #expect(seconds == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900, 900])
    #expect(SignInGuard.delay(after: .max) == SignInGuard.longestDelay)
  }

  @Test func `a right password forgets everything`() {
    var state = failed(12)
    state.evolve(.opened)
    #expect(state == SignInGuard())
  }

  @Test func `failures are forgotten after a day`() throws {
    let state = failed(12)
    let last = try #require(state.lastAttempt)
    #expect(state.decide(at: last + .seconds(86_400)) == .check(.charged(at: last + .seconds(86_400), failures: 1)))
    #expect(
      state.decide(at: last + .seconds(86_399)) == .check(.charged(at: last + .seconds(86_399), failures: 13)))
  }

  @Test func `a clock that went back makes no delay longer than the longest`() throws {
    let state = failed(20)
    let wait = try #require(state.decide(at: start - .seconds(1_000_000)).wait)
    #expect(wait == SignInGuard.longestDelay)
  }

  @Test func `an attempt that could not be checked costs nothing`() throws {
    var state = failed(5)
    let before = state
    let moment = try #require(state.closedUntil)
    guard case .check(let fact) = state.decide(at: moment) else { return #expect(Bool(false)) }
    state.evolve(fact)
    state.evolve(.withdrawn(chargedAt: moment))
    #expect(state.failures == before.failures)
    #expect(state.decide(at: moment).wait == nil)
  }

  /// What may happen next; programs of these are tried in every order.
  enum Step: CaseIterable {
    case wrong, right, tooBusy, second, hour, day
  }

  /// Every program of seven steps, after none, three and twenty failures; the histories share their beginnings.
  @Test func `whatever happens, the next attempt is checked within the longest delay, and a right one enters`() {
    var visited = 0
    var complaint: String?
    func play(_ state: SignInGuard, at moment: Timestamp, _ depth: Int) {
      // One complaint is enough: every history that goes on from there has the same.
      guard complaint == nil else { return }
      visited += 1
      let verdict = state.decide(at: moment)
      if case .wait(let span) = verdict {
        guard span > .zero, span <= SignInGuard.longestDelay else {
          complaint = "a delay of \(span)"
          return
        }
        // Whoever tries meanwhile changes nothing: deciding gives no fact. And once it has passed, it has passed.
        guard case .check(let fact) = state.decide(at: moment + span) else {
          complaint = "still closed after \(span)"
          return
        }
        var opened = state
        opened.evolve(fact)
        opened.evolve(.opened)
        if opened != SignInGuard() { complaint = "a right password left something behind" }
      }
      guard depth > 0 else { return }
      for step in Step.allCases {
        var next = state
        switch step {
        case .second: play(next, at: moment + .seconds(1), depth - 1)
        case .hour: play(next, at: moment + .seconds(3600), depth - 1)
        case .day: play(next, at: moment + .seconds(86_400), depth - 1)
        case .wrong, .right, .tooBusy:
          guard case .check(let fact) = verdict else { continue }
          next.evolve(fact)
          if step == .right { next.evolve(.opened) }
          if step == .tooBusy { next.evolve(.withdrawn(chargedAt: moment)) }
          play(next, at: moment, depth - 1)
        }
      }
    }
    for failures in [0, 3, 20] { play(failed(failures), at: start, 7) }
    #expect(complaint == nil)
    #expect(visited > 100_000)
  }

  @Test func `who guesses all day long gets a hundred and ten guesses at most`() {
    var (state, moment, guesses) = (SignInGuard(), start, 0)
    while moment < start + .seconds(86_400) {
      switch state.decide(at: moment) {
      case .wait(let span): moment = moment + span
      case .check(let fact):
        guesses += 1
        state.evolve(fact)
      }
    }
    #expect((90...110).contains(guesses))
  }

  @Test func `places are as many as they are, for known and unknown alike`() {
    let slots = (0..<2000).map { SignInSlot(.anywhere, of: KeyedDigest.folding("k").digest("\($0)")) }
    #expect(slots.allSatisfy { $0.text.count == "anywhere-0000".count })
    #expect(Set(slots).count > 1900)
    #expect(SignInSlot(.device, of: TokenDigest(hex: "ab12cd")).text == "device-ab12")
  }

  func failed(_ times: Int) -> SignInGuard {
    var state = SignInGuard()
    var moment = start - .seconds(100_000)
    for _ in 0..<times {
      moment = max(moment, state.closedUntil ?? moment)
      if case .check(let fact) = state.decide(at: moment) { state.evolve(fact) }
    }
    return state
  }
}

extension SignInGuard.Verdict {
  fileprivate var wait: Duration? { if case .wait(let span) = self { span } else { nil } }
}
