import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P40-circuit-breaker.md
  static let p40CircuitBreaker = VerifiedProperty(
    number: 40, title: "Circuit breaker",
    core: {
      Property(
        40, "Circuit breaker", for: .breakerCase, labels: P40.labels,
        coverage: [
          Coverage("opens", atLeast: 30), Coverage("probed", atLeast: 20), Coverage("late word", atLeast: 20),
        ]
      ) { input in
        var trial = BreakerTrial(input.rule)
        for step in input.steps { try trial.take(step) }
        try P40.requireFewFailures(input.rule)
      }
    },
    store: nil)
}

/// A rule, and what happens under it.
struct BreakerCase: Sendable {
  enum Outcome: Sendable, CaseIterable { case served, failed, wentAway }

  enum Step: Sendable {
    case ask
    /// One of those who passed, counted round, says what came of it.
    case tell(Int, Outcome)
    case pass(Duration)
  }

  let rule: CircuitBreaker.Rule
  let steps: [Step]
}

extension Gen where Value == BreakerCase {
  /// Mostly one asks and says at once what came of it, for else nothing ever opens.
  fileprivate static var breakerCase: Gen {
    zip(
      Gen<Int>.int(1...4), Gen<Int>.element(of: [0, 1, 5]), Gen<Int>.element(of: [0, 1, 5]),
      Gen<[[BreakerCase.Step]]>.array(of: .breakerSteps, count: 1...30)
    ).map { threshold, open, probe, steps in
      BreakerCase(
        rule: CircuitBreaker.Rule(threshold: threshold, openTime: .seconds(open), probeTime: .seconds(probe)),
        steps: steps.flatMap { $0 })
    }
  }
}

extension Gen where Value == [BreakerCase.Step] {
  fileprivate static var breakerSteps: Gen {
    .weighted([
      (4, .just([.ask, .tell(0, .failed)])), (1, .just([.ask, .tell(0, .served)])),
      (1, .just([.ask, .tell(0, .wentAway)])), (2, .just([.ask])),
      (
        3,
        zip(Gen<Int>.int(0...6), Gen<BreakerCase.Outcome>.element(of: BreakerCase.Outcome.allCases)).map {
          [.tell($0, $1)]
        }
      ),
      (2, Gen<Int>.element(of: [1, 999, 1000, 1001, 4999, 5000, 5001]).map { [.pass(.milliseconds($0))] }),
    ])
  }
}

/// The law beside a breaker: knows of dates and counts only, and keeps for each permit what was so when it was given.
private struct BreakerTrial {
  private let rule: CircuitBreaker.Rule
  private var breaker: CircuitBreaker
  private var now = Timestamp(microseconds: 1_000_000)
  /// The newest comes first.
  private var given: [(permit: CircuitBreaker.Permit, change: Int)] = []
  private var failures = 0
  /// Nobody passes before; `nil` while it is closed.
  private var shutUntil: Timestamp?
  private var changes = 0
  private(set) var hasOpened = false
  private(set) var wasProbed = false
  private(set) var heardLate = false

  init(_ rule: CircuitBreaker.Rule) {
    self.rule = rule
    breaker = CircuitBreaker(rule)
  }

  mutating func take(_ step: BreakerCase.Step) throws {
    switch step {
    case .pass(let span): now = now + span
    case .ask: try ask()
    case .tell(let place, let outcome):
      guard !given.isEmpty else { return }
      try tell(given[place % given.count], outcome)
    }
  }

  private mutating func ask() throws {
    let mayPass = shutUntil.map { now >= $0 } ?? true
    let expected: CircuitBreaker.State = shutUntil == nil ? .closed : isProbing || mayPass ? .halfOpen : .open
    try requireEqual(breaker.state(at: now), expected, "closed, open and half open as its history says")
    let permit = breaker.admit(at: now)
    try requireEqual(
      permit != nil, mayPass, "a closed breaker lets everybody pass, an open one nobody, a half open one the probe")
    guard let permit else { return }
    try requireEqual(permit.isProbe, shutUntil != nil, "who passes a breaker that isn't closed is its probe")
    if permit.isProbe {
      wasProbed = true
      isProbing = true
      shutUntil = now + rule.probeTime
      changes += 1
    }
    given.insert((permit, changes), at: 0)
  }

  private var isProbing = false

  private mutating func tell(
    _ entry: (permit: CircuitBreaker.Permit, change: Int), _ outcome: BreakerCase.Outcome
  ) throws {
    let before = breaker
    switch outcome {
    case .served: breaker.succeeded(entry.permit)
    case .failed: breaker.failed(entry.permit, at: now)
    case .wentAway: breaker.abandoned(entry.permit, at: now)
    }
    guard entry.change == changes else {
      heardLate = true
      return try requireEqual(breaker, before, "a late word changes nothing")
    }
    switch outcome {
    case .served where isProbing: close()
    case .served: failures = 0
    case .wentAway: if isProbing { open(until: now) }
    case .failed:
      failures += 1
      if isProbing || failures >= rule.threshold { open(until: now + rule.openTime) }
    }
  }

  private mutating func open(until moment: Timestamp) {
    (shutUntil, isProbing, hasOpened, failures) = (moment, false, true, 0)
    changes += 1
  }

  private mutating func close() {
    (shutUntil, isProbing, failures) = (nil, false, 0)
    changes += 1
  }
}

private enum P40 {
  static let labels: @Sendable (BreakerCase) -> [String] = { input in
    var trial = BreakerTrial(input.rule)
    for step in input.steps { try? trial.take(step) }
    return [
      trial.hasOpened ? "opens" : nil, trial.wasProbed ? "probed" : nil, trial.heardLate ? "late word" : nil,
    ].compactMap { $0 }
  }

  /// A service that is down, asked every 100 ms for a minute.
  static func requireFewFailures(_ rule: CircuitBreaker.Rule) throws {
    guard rule.openTime > .zero else { return }
    var breaker = CircuitBreaker(rule)
    var passed = 0
    for tenth in 0..<600 {
      let now = Timestamp(microseconds: Int64(tenth) * 100_000)
      guard let permit = breaker.admit(at: now) else { continue }
      passed += 1
      breaker.failed(permit, at: now)
    }
    let allowed = rule.threshold + 60 / Int(rule.openTime.components.seconds)
    try require(passed <= allowed, "\(passed) failures passed, \(allowed) may")
  }
}
