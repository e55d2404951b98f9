import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P34-cost-ceiling.md
  static let p34CostCeiling = VerifiedProperty(
    number: 34, title: "Cost ceiling",
    core: {
      Property(
        34, "Cost ceiling", for: .meteredCase, labels: P34.labels,
        coverage: [
          Coverage("cost", atLeast: 15), Coverage("length", atLeast: 3), Coverage("idle", atLeast: 8),
          Coverage("goes on", atLeast: 5), Coverage("fourth session", atLeast: 15),
          Coverage("cost lowered", atLeast: 10), Coverage("length lowered", atLeast: 5),
          Coverage("not raised", atLeast: 10),
        ]
      ) { input in
        var trial = MeterTrial(input.limits, input.cap)
        for step in input.steps { try trial.take(step) }
        _ = try P34.hold(input.sessions)
      }
    },
    store: nil)
}

/// A session, and what becomes of it; and users who hold sessions.
struct MeteredCase: Sendable {
  enum Step: Sendable {
    case metered(Int)
    case heard
    /// Time passes, and somebody looks behind it; what fell due before was looked at when it did, or not.
    case pass(Duration, isWatched: Bool)
  }

  struct SessionStep: Sendable {
    let user: Int
    let session: Int
    let begins: Bool
  }

  /// The deployment's.
  let limits: SessionMeter.Limits
  /// The tenant's.
  let cap: SessionCap
  let steps: [Step]
  let sessions: [SessionStep]
}

extension Gen where Value == MeteredCase {
  fileprivate static var meteredCase: Gen {
    zip(
      Gen<SessionMeter.Limits>.element(of: [
        .standard, .standard, SessionMeter.Limits(cost: 1, length: .seconds(90), idle: .seconds(60)) ?? .standard,
        SessionMeter.Limits(cost: 1_000_000_000, length: .seconds(1200), idle: .seconds(1100)) ?? .standard,
      ]),
      .sessionCap, Gen<[MeteredCase.Step]>.array(of: .meterStep, count: 1...60),
      Gen<[MeteredCase.SessionStep]>.array(
        of: zip(Gen<Int>.int(1...3), Gen<Int>.int(1...5), Gen<Bool>.bool(probability: 0.7)).map {
          MeteredCase.SessionStep(user: $0, session: $1, begins: $2)
        }, count: 0...40)
    ).map { MeteredCase(limits: $0, cap: $1, steps: $2, sessions: $3) }
  }
}

extension Gen where Value == SessionCap {
  /// None, lower than what a deployment has, and higher.
  fileprivate static var sessionCap: Gen {
    zip(
      Gen<Int?>.element(of: [nil, nil, SessionCap.legalCents.lowerBound, 300, SessionCap.legalCents.upperBound]),
      Gen<Int?>.element(of: [nil, nil, SessionCap.legalSeconds.lowerBound, 660, SessionCap.legalSeconds.upperBound])
    ).map { (try? SessionCap(cents: $0, seconds: $1)) ?? .none }
  }
}

extension Gen where Value == MeteredCase.Step {
  fileprivate static var meterStep: Gen {
    .weighted([
      (3, Gen<Int>.element(of: [0, 1, 20_000, 400_000, 1_000_000, .max]).map(MeteredCase.Step.metered)),
      (3, .just(.heard)),
      (
        4,
        zip(Gen<Int>.element(of: [1, 29, 30, 31, 90, 300, 569, 570, 600]), Gen<Bool>.bool(probability: 0.8)).map {
          .pass(.seconds($0), isWatched: $1)
        }
      ),
    ])
  }
}

/// The law beside a meter: sums and dates only.
private struct MeterTrial {
  /// What holds: of cost and length the lower one each, the deployment's or the tenant's.
  private let limits: (cost: Int, length: Duration, idle: Duration, notice: Duration)
  private var meter: SessionMeter
  private let start = Timestamp(microseconds: 0)
  private var now = Timestamp(microseconds: 0)
  private var lastHeard = Timestamp(microseconds: 0)
  private var cost = 0
  private var announced: Set<SessionMeter.Reason> = []
  private(set) var ended: SessionMeter.Reason?

  init(_ deployment: SessionMeter.Limits, _ cap: SessionCap) {
    var (cost, length) = (deployment.cost, deployment.length)
    if let cents = cap.cents, cents * 10_000 < cost { cost = cents * 10_000 }
    if let seconds = cap.seconds, .seconds(seconds) < length { length = .seconds(seconds) }
    let idle = deployment.idle < length ? deployment.idle : length - .seconds(1)
    limits = (cost, length, idle, deployment.notice)
    meter = SessionMeter(deployment.lowered(to: cap), at: start)
  }

  mutating func take(_ step: MeteredCase.Step) throws {
    switch step {
    case .metered(let amount): try metered(amount)
    case .heard:
      meter.heard(at: now)
      guard ended == nil, now > lastHeard else { break }
      lastHeard = now
      announced.remove(.idle)
    case .pass(let span, let isWatched): try pass(span, isWatched: isWatched)
    }
    try requireEqual(meter.ended, ended, "why it is over, or that it goes on")
  }

  private mutating func metered(_ amount: Int) throws {
    let before = cost
    cost = amount > .max - cost ? .max : cost + amount
    var usage = AIUsage()
    usage.microdollars = amount
    let step = meter.metered(usage)
    guard ended == nil else { return try require(step == nil, "nothing is done after the end") }
    try require(before < limits.cost, "a session that goes on is below its cap: it is passed by one step at most")
    guard cost >= limits.cost else { return try require(step == nil, "below its cap it goes on") }
    ended = .cost
    try requireEqual(step, .end(.cost), "the step that reaches the cap is the last")
  }

  private mutating func pass(_ span: Duration, isWatched: Bool) throws {
    let end = now + span
    if isWatched {
      while let due = meter.due, due <= end {
        now = max(due, now)
        try look()
      }
    }
    now = end
    try look()
  }

  private mutating func look() throws {
    while let step = meter.step(at: now) {
      try require(ended == nil, "nothing is done after the end")
      switch step {
      case .announce(let reason):
        try require(now >= strike(reason) - limits.notice, "nothing is announced too early")
        try require(announced.insert(reason).inserted, "each is announced once")
      case .end(let reason):
        try require(now >= strike(reason) && reason != .cost, "nobody is cut off too early")
        try require(announced.contains(reason), "what ends by time was announced")
        ended = reason
      }
    }
    guard ended == nil else { return }
    for reason in [SessionMeter.Reason.length, .idle] {
      try require(now < strike(reason), "it goes on after its \(reason)")
      try require(
        now < strike(reason) - limits.notice || announced.contains(reason), "what is soon to strike is announced")
    }
  }

  private func strike(_ reason: SessionMeter.Reason) -> Timestamp {
    reason == .idle ? lastHeard + limits.idle : start + limits.length
  }
}

private enum P34 {
  static let labels: @Sendable (MeteredCase) -> [String] = { input in
    var trial = MeterTrial(input.limits, input.cap)
    for step in input.steps { try? trial.take(step) }
    let isFull = (try? hold(input.sessions)) ?? false
    let costs = input.cap.cents.map { $0 * 10_000 < input.limits.cost }
    let lasts = input.cap.seconds.map { .seconds($0) < input.limits.length }
    return [trial.ended?.rawValue ?? "goes on"] + (isFull ? ["fourth session"] : [])
      + (costs == true ? ["cost lowered"] : []) + (lasts == true ? ["length lowered"] : [])
      + (costs == false || lasts == false ? ["not raised"] : [])
  }

  /// Whether somebody was refused a fourth session.
  static func hold(_ steps: [MeteredCase.SessionStep]) throws -> Bool {
    var sessions = UserSessions<Int>()
    var held: [[Int]] = [[], [], [], []]
    var wasRefused = false
    for step in steps {
      let user: User.ID = Identifier(UInt128(step.user))
      if step.begins {
        let mayBegin = held[step.user].contains(step.session) || held[step.user].count < 3
        var refusal: UserSessions<Int>.Refusal?
        do throws(UserSessions<Int>.Refusal) { try sessions.begin(step.session, of: user) } catch { refusal = error }
        try requireEqual(refusal?.maximum, mayBegin ? nil : 3, "three sessions a user, and the limit is named")
        if !mayBegin {
          wasRefused = true
        } else if !held[step.user].contains(step.session) {
          held[step.user].append(step.session)
        }
      } else {
        sessions.end(step.session, of: user)
        held[step.user].removeAll { $0 == step.session }
      }
      try requireEqual(sessions.count(of: user), held[step.user].count, "what a user holds")
    }
    return wasRefused
  }
}
