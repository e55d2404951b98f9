import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P43-reconnect.md
  static let p43Reconnect = VerifiedProperty(
    number: 43, title: "Reconnect",
    core: {
      Property(
        43, "Reconnect", for: .linkHistory, labels: P43.labels,
        coverage: [
          Coverage("reopened", atLeast: 40), Coverage("ended", atLeast: 15), Coverage("late word", atLeast: 20),
          Coverage("exhausted", atLeast: 10),
        ]
      ) { input in
        var trial = LinkTrial(input.policy)
        for step in input.steps { try trial.take(step) }
      }
    },
    store: nil)
}

/// What becomes of a link.
struct LinkHistory: Sendable {
  enum Step: Sendable {
    /// A socket is open; 0 is the newest, 1 the one before it.
    case opened(Int)
    case lost(Int, Link.Loss, chance: UInt64)
    case pauseIsOver
    case end
  }

  let policy: BackOff
  let steps: [Step]
}

extension Gen where Value == LinkHistory {
  fileprivate static var linkHistory: Gen {
    zip(
      Gen<BackOff>.element(of: [
        .realtimeLink, .messagingLink, BackOff.realtimeLink.limited(toTries: 3), .serviceCall,
      ]), Gen<[LinkHistory.Step]>.array(of: .linkStep, count: 1...60)
    ).map { LinkHistory(policy: $0, steps: $1) }
  }
}

extension Gen where Value == LinkHistory.Step {
  /// Sockets break far more often than anything else, so that pauses grow.
  fileprivate static var linkStep: Gen {
    let age = Gen<Int>.weighted([(5, .just(0)), (1, .int(1...3))])
    let broken: Gen = zip(age, Gen<UInt64>.any).map { .lost($0, .broken, chance: $1) }
    return .weighted([
      (30, broken), (30, .just(.pauseIsOver)), (6, age.map(LinkHistory.Step.opened)), (1, .just(.end)),
      (
        1,
        zip(age, Gen<Link.Loss>.element(of: Link.Loss.allCases)).map { .lost($0, $1, chance: 0) }
      ),
    ])
  }
}

/// The law beside a link.
private struct LinkTrial {
  private let policy: BackOff
  private var link: Link
  private var socket = 1
  private var losses = 0
  private var isWaiting = false
  private var isUp = false
  private var isOver = false
  private(set) var labels: Set<String> = []

  init(_ policy: BackOff) {
    self.policy = policy
    link = Link(policy)
  }

  mutating func take(_ step: LinkHistory.Step) throws {
    switch step {
    case .end:
      link.end()
      isOver = true
      labels.insert("ended")
    case .opened(let age): try open(socket - age)
    case .lost(let age, let loss, let chance): try lose(socket - age, loss, chance)
    case .pauseIsOver: try reopen()
    }
    try requireEqual(link.socket, socket, "one socket counts")
    try requireEqual(link.state == .over, isOver, "what is over stays over, and nothing else is")
  }

  private mutating func open(_ number: Int) throws {
    let before = link
    link.opened(number)
    guard number == socket, !isWaiting, !isOver else {
      labels.insert("late word")
      return try requireEqual(link, before, "a late word changes nothing")
    }
    (isUp, losses) = (true, 0)
    try requireEqual(link.failures, 0, "the count begins anew once it is up")
  }

  private mutating func lose(_ number: Int, _ loss: Link.Loss, _ chance: UInt64) throws {
    let before = link
    let pause = link.lost(number, loss, chance: chance)
    guard number == socket, !isWaiting, !isOver else {
      labels.insert("late word")
      try require(pause == nil, "no socket is opened for an old one")
      return try requireEqual(link, before, "a late word changes nothing")
    }
    losses += 1
    isUp = false
    let isLast = policy.tries.map { losses >= $0 } ?? false
    guard loss == .broken, !isLast else {
      isOver = true
      if loss == .broken { labels.insert("exhausted") }
      return try require(pause == nil, "what was closed, refused or tried often enough isn't opened again")
    }
    isWaiting = true
    let longest: Int64 =
      switch policy {
      case .messagingLink: Int64(losses) * 5_000_000
      case .serviceCall: Int64(losses) * 1_000_000
      default: min(Int64(1) << Int64(min(losses - 1, 10)), 30) * 1_000_000
      }
    try requireEqual(pause, .microseconds(Int64(chance % (UInt64(longest) + 1))), "the pause is the preset's")
  }

  private mutating func reopen() throws {
    let number = link.reopen()
    guard isWaiting, !isOver else { return try require(number == nil, "nobody waits for a socket") }
    isWaiting = false
    socket += 1
    labels.insert("reopened")
    try requireEqual(number, socket, "the next socket")
  }
}

private enum P43 {
  static let labels: @Sendable (LinkHistory) -> [String] = { input in
    var trial = LinkTrial(input.policy)
    for step in input.steps { try? trial.take(step) }
    return trial.labels.sorted()
  }
}
