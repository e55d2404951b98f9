internal import VoiceCore

/// The figures of each subject as they are told: a name, a schema and a value each, said in one place, so that the description
/// of the API and its answers can't disagree.
struct AnalyticsFigures {
  /// One figure.
  struct Field: Sendable {
    let name: String
    let schema: String
    let value: @Sendable (AnalyticsTally) -> FigureJSON
  }

  /// What is told of a subject.
  static func fields(of subject: AnalyticsSubject) -> [Field] {
    switch subject {
    case .calls: calls
    case .agents: agents
    case .queue: queue
    case .ai: ai
    case .costs: costs
    }
  }

  private static let calls: [Field] = [
    sum("calls", Call.Direction.allCases.map(AnalyticsCount.direction)),
    count("answered", .answered),
    group("directions", Call.Direction.allCases, AnalyticsCount.direction),
    group("outcomes", CallOutcome.allCases, AnalyticsCount.outcome),
    spread("duration_seconds", .duration, unit: 1000),
    group("screened", SpamAction.allCases, AnalyticsCount.screened),
    count("allow_listed", .allowListed), count("ended_as_spam", .endedAsSpam),
  ]

  private static let agents: [Field] = [
    count("wanted_person", .wantedPerson), count("answered", .metPerson), count("answered_in_time", .metPersonInTime),
    count("abandoned", .abandonedPerson),
    share("service_level", .metPersonInTime, of: [.wantedPerson]),
    share("abandonment_rate", .abandonedPerson, of: [.wantedPerson]),
    spread("answer_seconds", .answerSpeed, unit: 1000), spread("talk_seconds", .talk, unit: 1000),
    absent("wrap_up_seconds"), absent("occupancy"),
  ]

  private static let queue: [Field] = [
    count("entered", .queueEntered), group("left", QueueExit.allCases, AnalyticsCount.queueLeft),
    share("service_level", .queueServedInTime, of: waitedForAnswer),
    share("abandonment_rate", .queueLeft(.abandoned), of: waitedForAnswer),
    spread("served_wait_seconds", .waitServed, unit: 1000),
    spread("abandoned_wait_seconds", .waitAbandoned, unit: 1000),
  ]

  /// Who is sent on, or waits on in another call, was waiting for no answer here.
  private static let waitedForAnswer: [AnalyticsCount] = [
    .queueLeft(.served), .queueLeft(.abandoned), .queueLeft(.waitedTooLong), .queueLeft(.notReached),
  ]

  private static let ai: [Field] = [
    count("conversations", .conversations), count("asked", .asked), count("resolved", .resolved),
    share("resolution_rate", .resolved, of: [.asked]),
    group("attempts", Verdict.allCases, AnalyticsCount.attempts),
    group("handed_over", TransferReason.allCases, AnalyticsCount.handedOver),
    spread("latency_seconds", .latency, unit: 1000), stages, absent("fallbacks"),
  ]

  private static let costs: [Field] = [
    count("metered_calls", .metered), group("tokens", tokens, AnalyticsCount.used),
    Field(name: "cost_usd", schema: OpenAPISchemas.amount) {
      .amount(Double($0[AnalyticsCount.used(.microdollars)]) / 1e6)
    },
    spread("call_cost_usd", .cost, unit: 1e6), absent("carrier_cost_usd"),
  ]

  private static let tokens = AIUsage.Kind.allCases.filter { $0 != .microdollars }

  /// What of the mean wait each stage took.
  private static let stages = Field(
    name: "latency_stages_seconds",
    schema: OpenAPISchemas.object(TurnWait.Stage.allCases.map { ($0.rawValue, OpenAPISchemas.amountOrNull) })
  ) { tally in
    let answers = tally[.latency].count
    return .group(
      TurnWait.Stage.allCases.map { stage in
        let whole = Double(tally[AnalyticsCount.waited(stage)]) / 1e6
        return (stage.rawValue, answers > 0 ? .amount(whole / Double(answers)) : .none)
      })
  }
}

extension AnalyticsFigures {
  private static func count(_ name: String, _ count: AnalyticsCount) -> Field { sum(name, [count]) }

  private static func sum(_ name: String, _ counts: [AnalyticsCount]) -> Field {
    Field(name: name, schema: OpenAPISchemas.count) { tally in .count(counts.reduce(0) { $0 + tally[$1] }) }
  }

  private static func group<Case: RawRepresentable<String> & Sendable>(
    _ name: String, _ cases: [Case], _ count: @escaping @Sendable (Case) -> AnalyticsCount
  ) -> Field {
    Field(name: name, schema: OpenAPISchemas.object(cases.map { ($0.rawValue, OpenAPISchemas.count) })) { tally in
      .group(cases.map { ($0.rawValue, .count(tally[count($0)])) })
    }
  }

  /// 0…1; `null` when there was nothing of which it could be a share.
  private static func share(_ name: String, _ part: AnalyticsCount, of whole: [AnalyticsCount]) -> Field {
    Field(name: name, schema: OpenAPISchemas.shareOrNull) { tally in
      let sum = whole.reduce(0) { $0 + tally[$1] }
      return sum > 0 ? .amount(Double(tally[part]) / Double(sum)) : .none
    }
  }

  /// - Parameter unit: how many of what is kept make one of what is told.
  private static func spread(_ name: String, _ spread: AnalyticsSpread, unit: Double) -> Field {
    let percents = [50, 90, 95, 99]
    let names = percents.map { "p\($0)" }
    let schema = OpenAPISchemas.object(
      [("count", OpenAPISchemas.count), ("sum", OpenAPISchemas.amount), ("mean", OpenAPISchemas.amountOrNull)]
        + names.map { ($0, OpenAPISchemas.amountOrNull) })
    return Field(name: name, schema: schema) { tally in
      let values = tally[spread]
      let found = values.percentiles(percents)
      return .group(
        [
          ("count", .count(values.count)), ("sum", .amount(Double(values.sum) / unit)),
          ("mean", values.mean.map { .amount($0 / unit) } ?? .none),
        ]
          + names.enumerated().map { index, name in
            (name, found.map { .amount(Double($0[index]) / unit) } ?? .none)
          })
    }
  }

  /// What the log doesn't tell: `docs/analytics.md` says why.
  private static func absent(_ name: String) -> Field {
    Field(name: name, schema: #"{"type":"null"}"#) { _ in .none }
  }
}

/// A figure, or several under their names.
indirect enum FigureJSON: Encodable {
  case count(Int)
  case amount(Double)
  case none
  case group([(String, FigureJSON)])

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .group(let members): try Dictionary(members) { first, _ in first }.encode(to: encoder)
    case .count(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .amount(let amount):
      var container = encoder.singleValueContainer()
      try container.encode(amount)
    case .none:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }
}
