import Generators
import PropertyTesting
import VoiceCore

/// The same figures as whoever keeps the stories would count them by hand: no cells, no stretches of time, no sums of sums.
struct AnalyticsModel {
  let stories: [AnalyticsCase.Story]
  let beginning: Timestamp

  /// The pieces of a window, quarter of an hour by quarter of an hour.
  static func pieces(
    of range: Range<Timestamp>, every interval: AnalyticsWindow.Interval?, in zone: TimeZoneName,
    by zones: DeclaredTimeZones
  ) -> [Range<Timestamp>] {
    var pieces: [Range<Timestamp>] = []
    var from = range.lowerBound
    var shown: String?
    var next = from
    while next < range.upperBound {
      guard let local = zones.local(next, in: zone) else { return [] }
      let name = interval.map { $0.name(of: local) } ?? ""
      let isNewHour = interval == .hour && local.number % 60 == 0
      if let shown, shown != name || isNewHour {
        pieces.append(from..<next)
        from = next
      }
      shown = name
      next = next + AnalyticsSlot.quarter
    }
    return pieces + [from..<range.upperBound]
  }

  /// Those that began in a stretch of time.
  func began(in range: Range<Timestamp>) -> [AnalyticsCase.Story] {
    stories.filter { range.contains(beginning + .seconds($0.begins)) }
  }

  /// Holds a tally of one subject against stories.
  static func check(_ tally: AnalyticsTally, of subject: AnalyticsSubject, _ stories: [AnalyticsCase.Story]) throws {
    for (count, expected) in counts(of: subject, stories) {
      try requireEqual(tally[count], expected, "what is counted is what happened")
    }
    for (spread, values) in spreads(of: subject, stories) {
      try check(tally[spread], values)
    }
  }

  private static func check(_ spread: Distribution, _ values: [Int]) throws {
    try requireEqual(spread.count, values.count, "each value is counted once")
    try requireEqual(spread.sum, values.reduce(0, +), "and sums are exact")
    let percents = [1, 25, 50, 90, 95, 99, 100]
    guard !values.isEmpty else {
      return try requireEqual(spread.percentiles(percents), nil, "nothing has no percentiles")
    }
    let found = try requireSome(spread.percentiles(percents), "percentiles are told")
    let ordered = values.sorted()
    for (percent, value) in zip(percents, found) {
      let exact = ordered[(values.count * percent + 99) / 100 - 1]
      try require(abs(value - exact) * 100 <= exact, "a percentile is within 1 % of the exact one")
    }
  }

  private static func counts(
    of subject: AnalyticsSubject, _ stories: [AnalyticsCase.Story]
  ) -> [(AnalyticsCount, Int)] {
    let waits = stories.compactMap(\.wait)
    let turns = stories.flatMap { $0.turns ?? [] }
    switch subject {
    case .calls:
      return Call.Direction.allCases.map { way in (.direction(way), stories.count { $0.direction == way }) }
        + SpamAction.allCases.map { action in (.screened(action), stories.count { $0.screened == action }) }
        + [
          (.answered, stories.count { $0.turns != nil }), (.endedAsSpam, stories.count { $0.cause == .spam }),
          (.outcome(.served), stories.count(where: isResolved)),
        ]
    case .agents:
      let wanted = stories.filter { $0.direction == .inbound && $0.wait != nil }
      let met = wanted.filter { $0.wait?.exit == .served }
      let lost = wanted.filter { $0.wait?.exit != .served && $0.cause == .hungUp }
      return [
        (.wantedPerson, wanted.count), (.metPerson, met.count), (.abandonedPerson, lost.count),
        (.metPersonInTime, met.count { $0.wait.map { $0.length <= 20_000 } ?? false }),
      ]
    case .queue:
      return QueueExit.allCases.map { exit in (.queueLeft(exit), waits.count { $0.exit == exit }) } + [
        (.queueEntered, waits.count),
        (.queueServedInTime, waits.count { $0.exit == .served && $0.length <= 20_000 }),
      ]
    case .ai:
      return Verdict.allCases.map { verdict in (.attempts(verdict), turns.count { $0.verdict == verdict }) } + [
        (.conversations, stories.count { $0.turns != nil }),
        (.asked, stories.count { $0.turns?.isEmpty == false }), (.resolved, stories.count(where: isResolved)),
        (.handedOver(.callerWish), waits.count),
        (.waited(.model), turns.reduce(0) { $0 + $1.latency * 1000 }),
      ]
    case .costs:
      return [
        (.metered, stories.count { $0.turns?.isEmpty == false }),
        (.used(.microdollars), turns.reduce(0) { $0 + $1.cost }),
      ]
    }
  }

  private static func spreads(
    of subject: AnalyticsSubject, _ stories: [AnalyticsCase.Story]
  ) -> [(AnalyticsSpread, [Int])] {
    let waits = stories.compactMap(\.wait)
    let served = stories.filter { $0.wait?.exit == .served }
    switch subject {
    case .calls: return [(.duration, stories.map { $0.steps.reduce(0) { $0 + $1.pause } })]
    case .agents:
      let answered = served.filter { $0.direction == .inbound }.compactMap { $0.wait?.length }
      return [(.talk, served.map(\.rest)), (.answerSpeed, answered)]
    case .queue:
      return [
        (.waitServed, waits.filter { $0.exit == .served }.map(\.length)),
        (.waitAbandoned, waits.filter { $0.exit == .abandoned }.map(\.length)),
      ]
    case .ai: return [(.latency, stories.flatMap { $0.turns ?? [] }.map(\.latency))]
    case .costs:
      return [(.cost, stories.compactMap(\.turns).filter { !$0.isEmpty }.map { $0.reduce(0) { $0 + $1.cost } })]
    }
  }

  /// The receptionist served a request, and nothing else came of the call.
  private static func isResolved(_ story: AnalyticsCase.Story) -> Bool {
    guard story.wait == nil, let turns = story.turns, story.cause != .rejected, story.cause != .spam else {
      return false
    }
    return ![.failed, .noAnswer].contains(story.cause.status(afterAnswer: true))
      && turns.contains { $0.verdict == .served }
  }
}

extension AnalyticsWindow.Interval {
  /// What a calendar on the wall would call the piece.
  fileprivate func name(of minute: LocalMinute) -> String {
    switch self {
    case .hour: "\(minute.date) \(minute.number % 1440 / 60)"
    case .day: "\(minute.date)"
    case .week:
      (0..<7).map { CivilDate(dayNumber: minute.date.dayNumber - $0) }.first { $0.weekday == .monday }
        .map { "\($0)" } ?? ""
    case .month: String("\(minute.date)".prefix(7))
    }
  }
}

extension AnalyticsCase.Story {
  /// What the log is told, so many milliseconds after what it was told before.
  struct Step: Sendable {
    let pause: Int
    let facts: [Call.Fact]
  }

  /// Up to its end.
  var steps: [Step] {
    let verdict = ScreeningVerdict(action: screened, score: SpamScore(0), reasons: [])
    var steps = [Step(pause: 0, facts: [.started, .screened(verdict)])]
    if let turns {
      steps.append(Step(pause: 1_000, facts: [.answered(at: Timestamp(microseconds: 1)), .streamJoined(1)]))
      for (index, turn) in turns.enumerated() {
        var wait = TurnWait()
        wait[.model] = .milliseconds(turn.latency)
        var usage = AIUsage()
        usage.microdollars = turn.cost
        let judged = Call.Fact.conversation(.judged(Attempt.ID(index + 1), turn.verdict))
        steps.append(Step(pause: turn.latency, facts: [.waited(wait), judged, .metered(usage)]))
      }
    }
    if let wait {
      let transfer = Transfer(reason: .callerWish, department: wait.department)
      steps.append(Step(pause: 0, facts: [.transferStarted(transfer), .queued(wait.department)]))
      let taken: [Call.Fact] = wait.exit == .served ? [.taken(by: Agent.ID(7))] : []
      steps.append(Step(pause: wait.length, facts: [.queueLeft(wait.department, wait.exit)] + taken))
    }
    steps.append(Step(pause: rest, facts: []))
    return steps
  }
}
