import PropertyTesting
import VoiceCore

/// Clients who try to sign in, more of them than are counted at once.
struct AttemptTrial: Sendable {
  struct Attempt: Sendable {
    let client: Int
    /// Seconds since the attempt before.
    let after: Int
  }

  let maximumClients: Int
  let attempts: [Attempt]

  /// Whether more clients came than are counted.
  var isCrowded: Bool { Set(attempts.map(\.client)).count > maximumClients }

  func hold() throws {
    let rule = RateRule(.authentication, 3, in: .seconds(60), .exact, maximumKeys: maximumClients)
    var limits = RateLimits<Int>(rule)
    var now = Timestamp(microseconds: 0)
    var made: [Int: [Timestamp]] = [:]
    var clients: Set<Int> = []
    for attempt in attempts {
      now = now + .seconds(attempt.after)
      clients.insert(attempt.client)
      let verdict = limits.take(attempt.client, at: now)
      try requireAtMost(limits.count, maximumClients, "no more clients are counted than may be")
      let recent = (made[attempt.client] ?? []).filter { now - $0 < rule.window }
      let left = rule.count - recent.count - 1
      switch verdict.outcome {
      case .go(let told, _):
        if clients.count <= maximumClients { try requireEqual(told, left, "nobody shares while there is room") }
        try requireAtMost(told, left, "attempts are never forgotten")
        made[attempt.client] = recent + [now]
      case .wait:
        try require(left < 0 || clients.count > maximumClients, "nobody waits for others' attempts while there is room")
      }
    }
  }
}

extension Gen where Value == AttemptTrial {
  static var attempts: Gen {
    zip(
      Gen<Int>.element(of: [1, 2, 5, 12, 30]),
      Gen<[AttemptTrial.Attempt]>.array(
        of: zip(Gen<Int>.int(1...40), Gen<Int>.element(of: [0, 0, 1, 20, 59, 60])).map {
          AttemptTrial.Attempt(client: $0, after: $1)
        }, count: 1...80)
    ).map { AttemptTrial(maximumClients: $0, attempts: $1) }
  }
}

/// Refused acts, one after the other from a place on in all kinds that there are; and hours that pass before.
struct RefusalBurst: Sendable {
  let hours: Int
  let first: Int
  let count: Int
}

extension Gen where Value == RefusalBurst {
  static var refusalBurst: Gen {
    zip(Gen<Int>.element(of: [0, 0, 0, 1, -1, 30, -30]), Gen<Int>.int(0...179), Gen<Int>.int(1...120)).map {
      RefusalBurst(hours: $0, first: $1, count: $2)
    }
  }
}

/// Entries of an hour about refusals: each kind once, a hundred in all.
enum RefusalTrial {
  static func isFull(_ bursts: [RefusalBurst]) -> Bool { run(bursts) { _, _ in } }

  static func hold(_ bursts: [RefusalBurst]) throws {
    var tally = RefusalTally()
    _ = try run(bursts) { entry, isExpected in
      try requireEqual(tally.admit(entry), isExpected, "each kind once an hour, a hundred of them at most")
    }
  }

  /// Tells for each refusal whether it is to be written; `true` when some weren't for want of room.
  private static func run<Failure>(
    _ bursts: [RefusalBurst], _ body: (AuditEntry, Bool) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    var now = 100_000
    var hour = 0
    var told: Set<Int> = []
    var isFull = false
    for burst in bursts {
      now += burst.hours
      for number in burst.first..<burst.first + burst.count {
        // A clock that is put back by up to a day begins no new hour.
        if now > hour || hour > now + 24 { (hour, told) = (now, []) }
        let kind = number % 180
        let isNew = !told.contains(kind)
        if isNew, told.count == RefusalTally.maximumPerHour { isFull = true }
        let isExpected = isNew && told.count < RefusalTally.maximumPerHour
        if isExpected { told.insert(kind) }
        try body(entry(of: kind, atHour: now), isExpected)
      }
    }
    return isFull
  }

  private static func entry(of kind: Int, atHour hour: Int) -> AuditEntry {
    let user: User.ID = Identifier(UInt128(kind / 3 + 1))
    return AuditEntry(
      id: Identifier(1), at: Timestamp(microseconds: Int64(hour) * 3_600_000_000),
      actor: .known(AuditReference(.user, user)), action: AuditAction.allCases[kind % 3], subject: nil, request: nil,
      outcome: .refused)
  }
}

/// What an agent's clients do.
enum DeskStep: Sendable {
  case open(Int)
  case refresh(Int)
  case close(Int)
  case pass(seconds: Int)
}

extension Gen where Value == DeskStep {
  static var deskStep: Gen {
    .weighted([
      (4, Gen<Int>.int(1...6).map(DeskStep.open)), (2, Gen<Int>.int(1...6).map(DeskStep.refresh)),
      (1, Gen<Int>.int(1...6).map(DeskStep.close)),
      (1, Gen<Int>.element(of: [1, 15, 30, 31]).map { DeskStep.pass(seconds: $0) }),
    ])
  }
}

/// Three clients of an agent are open at once; those that have lapsed make room.
enum DeskTrial {
  static func refuses(_ steps: [DeskStep]) -> Bool { (try? run(steps)) ?? false }
  static func hold(_ steps: [DeskStep]) throws { _ = try run(steps) }

  /// Whether somebody was refused.
  private static func run(_ steps: [DeskStep]) throws -> Bool {
    var desk = DeskSessions()
    /// Seconds at which those who are there were heard of last.
    var heard: [Int: Int] = [:]
    var now = 0
    var wasRefused = false
    for step in steps {
      let moment = Timestamp(microseconds: 0) + .seconds(now)
      switch step {
      case .pass(let seconds):
        now += seconds
        heard = heard.filter { now - $0.value <= 30 }
      case .open(let client):
        let mayOpen = heard[client] != nil || heard.count < 3
        try requireEqual(
          desk.open(Identifier(UInt128(client)), at: moment, by: .standard), mayOpen,
          "three at once, no more and no fewer")
        if mayOpen { heard[client] = now } else { wasRefused = true }
      case .refresh(let client):
        let isOpen = desk.refresh(Identifier(UInt128(client)), at: moment, by: .standard)
        try requireEqual(isOpen, heard[client] != nil, "who is there goes on")
        if isOpen { heard[client] = now }
      case .close(let client):
        desk.close(Identifier(UInt128(client)))
        heard[client] = nil
      }
      try requireAtMost(desk.open.count, DeskSessions.maximum, "no more are kept than may be")
    }
    return wasRefused
  }
}
