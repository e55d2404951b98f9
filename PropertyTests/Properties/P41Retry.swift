import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P41-retry.md
  static let p41Retry = VerifiedProperty(
    number: 41, title: "Retry",
    core: {
      Property(
        41, "Retry", for: .retryCase, labels: { [P41.fate(of: $0).rawValue] },
        coverage: [
          Coverage("exhausted", atLeast: 8), Coverage("can't pass", atLeast: 8), Coverage("out of time", atLeast: 3),
          Coverage("served", atLeast: 15), Coverage("cancelled", atLeast: 3),
        ]
      ) { input in
        try P41.requirePauses(of: input.policy, chance: input.chance)
        let lived = await RetryRun.live(input)
        let expected = P41.history(of: input)
        try requireEqual(lived.tries, expected.tries, "as many tries as the policy has, and no more")
        // A pause that chance has made nothing isn't waited.
        try requireEqual(
          lived.pauses, expected.pauses.filter { $0 > .zero }, "the pauses of the policy, and none behind the last try")
        try requireEqual(lived.isServed, expected.fate == .served, "the first success counts")
      }
    },
    store: nil)
}

/// Something that goes wrong for a while.
struct RetryCase: Sendable {
  enum Answer: Sendable { case served, passing, lasting, cancelled }

  let policy: BackOff
  /// One a try; after them it is served.
  let answers: [Answer]
  /// How long each try takes.
  let length: Duration
  let chance: UInt64
}

extension Gen where Value == RetryCase {
  fileprivate static var retryCase: Gen {
    zip(
      Gen<BackOff>.backOff,
      Gen<[RetryCase.Answer]>.array(
        of: .weighted([
          (14, .just(.passing)), (2, .just(.lasting)), (2, .just(.served)), (1, .just(.cancelled)),
        ]), count: 0...12),
      Gen<Duration>.duration(in: .zero ... .seconds(3)), .oneOf([Gen<UInt64>.any, Gen<UInt64>.element(of: [0, .max])])
    ).map { RetryCase(policy: $0, answers: $1, length: $2, chance: $3) }
  }
}

extension Gen where Value == BackOff {
  fileprivate static var backOff: Gen {
    .weighted([
      (2, .element(of: [.messagingLink, .realtimeLink, .serviceCall])),
      (
        3,
        zip(
          Gen<Duration>.duration(in: .zero ... .seconds(5)),
          Gen<BackOff.Growth>.element(of: BackOff.Growth.allCases),
          Gen<Duration>.duration(in: .zero ... .seconds(60)), Gen<Int>.int(1...6),
          Gen<Duration?>.optional(.duration(in: .zero ... .seconds(20)))
        ).map { BackOff(first: $0, growth: $1, longest: $2, tries: $3, total: $4) }
      ),
    ])
  }
}

/// What was tried and waited.
private struct RetryRun {
  var tries = 0
  var pauses: [Duration] = []
  var isServed = false

  private struct Trouble: Error { let mayPass: Bool }

  /// Has it done, on a clock that waits no real time, in a task that may be cancelled.
  static func live(_ input: RetryCase) async -> RetryRun {
    await Task {
      let clock = CountingClock()
      let chance = input.chance
      let trying = Retrying(input.policy, time: clock, chance: Chance { chance })
      var run = RetryRun()
      do throws(Trouble) {
        try await trying(while: \.mayPass) { () async throws(Trouble) in
          let answer = run.tries < input.answers.count ? input.answers[run.tries] : .served
          run.tries += 1
          clock.pass(input.length)
          switch answer {
          case .served: return
          case .passing: throw Trouble(mayPass: true)
          case .lasting: throw Trouble(mayPass: false)
          case .cancelled:
            withUnsafeCurrentTask { $0?.cancel() }
            throw Trouble(mayPass: true)
          }
        }
        run.isServed = true
      } catch {}
      run.pauses = clock.pauses
      return run
    }.value
  }
}

private enum P41 {
  enum Fate: String { case served, exhausted, lasting = "can't pass", outOfTime = "out of time", cancelled }

  static func fate(of input: RetryCase) -> Fate { history(of: input).fate }

  /// The law in its own words: what is tried and waited, in whole microseconds.
  static func history(of input: RetryCase) -> (tries: Int, pauses: [Duration], fate: Fate) {
    let policy = input.policy
    var pauses: [Duration] = []
    var elapsed: Int64 = 0
    for tried in 1...(policy.tries ?? 1000) {
      let answer = tried <= input.answers.count ? input.answers[tried - 1] : .served
      elapsed += input.length.wholeMicroseconds
      switch answer {
      case .served: return (tried, pauses, .served)
      case .lasting: return (tried, pauses, .lasting)
      case .passing, .cancelled: break
      }
      if tried == policy.tries { return (tried, pauses, .exhausted) }
      let longest = longest(policy, tried)
      let pause = Int64(input.chance % (UInt64(longest) + 1))
      if let total = policy.total, elapsed + pause > total.wholeMicroseconds { return (tried, pauses, .outOfTime) }
      if answer == .cancelled { return (tried, pauses, .cancelled) }
      elapsed += pause
      pauses.append(.microseconds(pause))
    }
    return (1000, pauses, .exhausted)
  }

  /// The longest pause after so many failures, in microseconds: added up step by step, as slowly as it is plain.
  private static func longest(_ policy: BackOff, _ failures: Int) -> Int64 {
    var pause = policy.first
    for _ in 1..<max(failures, 1) where pause < policy.longest {
      pause += policy.growth == .linear ? policy.first : pause
    }
    return min(pause, policy.longest).wholeMicroseconds
  }

  /// What chance makes of a pause is within it, and may be all or nothing of it.
  static func requirePauses(of policy: BackOff, chance: UInt64) throws {
    for failures in [1, 2, 3, 7, 40, .max] {
      let most = policy.longestPause(afterFailures: failures)
      let pause = policy.pause(afterFailures: failures, chance: chance)
      try require(pause >= .zero && pause <= most && most <= policy.longest, "no pause is longer than its longest")
      try requireEqual(policy.pause(afterFailures: failures, chance: 0), .zero, "full jitter begins at nothing")
      let whole = policy.pause(afterFailures: failures, chance: UInt64(most.wholeMicroseconds))
      try requireEqual(whole.wholeMicroseconds, most.wholeMicroseconds, "and reaches the whole pause")
    }
  }
}
