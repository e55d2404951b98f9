import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P20-analytics-generation.md
  static let p20AnalyticsGeneration = VerifiedProperty(
    number: 20, title: "Analytics Generation",
    core: {
      Property(20, "Analytics Generation", for: .analyticsCase, labels: P20.labels, coverage: P20.coverage) { drawn in
        var trial = AnalyticsTrial(drawn)
        for index in drawn.stories.indices { while trial.next(of: index) != nil {} }
        let counted = try zip(trial.calls, trial.facts).map { call, facts in
          try requireSome(CountedCall(call, facts: facts), "a call that is over is counted")
        }
        let model = AnalyticsModel(stories: drawn.stories, beginning: drawn.beginning)
        for piece in try trial.window().intervals {
          let slots = Set(AnalyticsSlot.cover(piece))
          for subject in AnalyticsSubject.allCases {
            var tally = AnalyticsTally()
            for call in counted {
              let holding = AnalyticsSlot.Level.allCases.filter { slots.contains(.init($0, holding: call.startedAt)) }
              try require(holding.count <= 1, "no two stretches of a piece hold the same moment")
              if !holding.isEmpty, let figures = call.figures[subject] { tally.add(figures) }
            }
            try AnalyticsModel.check(tally, of: subject, model.began(in: piece))
          }
        }
      }
    },
    store: { source in
      Property(20, "Analytics Generation", for: .analyticsCase, labels: P20.labels, coverage: P20.coverage) { drawn in
        var trial = AnalyticsTrial(drawn)
        let floor = try await AnalyticsFloor(on: try await source.make())
        try await floor.live(&trial)
        let window = try trial.window()
        let read = ReadAnalytics(store: floor.store)
        let model = AnalyticsModel(stories: drawn.stories, beginning: drawn.beginning)
        let ofFirst = AnalyticsModel(
          stories: drawn.stories.filter { $0.wait?.department == Department.ID(1) }, beginning: drawn.beginning)
        for subject in AnalyticsSubject.allCases {
          for (bearer, model) in [(floor.admin, model), (floor.supervisor, ofFirst)] {
            let report = try await read(subject, over: window, for: bearer, of: floor.tenant)
            for (piece, tally) in zip(window.intervals, report.intervals) {
              try AnalyticsModel.check(tally, of: subject, model.began(in: piece))
            }
            try AnalyticsModel.check(report.total, of: subject, model.began(in: window.range))
          }
        }
      }
    })
}

private enum P20 {
  static let coverage = [
    Coverage("clocks change", atLeast: 20), Coverage("several pieces", atLeast: 40),
    Coverage("in the window", atLeast: 40),
    Coverage("told too late", atLeast: 40), Coverage("begun anew", atLeast: 25), Coverage("forgotten", atLeast: 10),
    Coverage("waited for a person", atLeast: 40),
  ]

  static let labels: @Sendable (AnalyticsCase) -> [String] = { drawn in
    let start = drawn.beginning + AnalyticsSlot.quarter * drawn.start
    let range = start..<start + AnalyticsSlot.quarter * drawn.length
    let zones = AnalyticsCase.zones.rules
    var labels: [String] = []
    if let until = zones.offset(of: drawn.zone, at: range.lowerBound)?.until, until < range.upperBound {
      labels.append("clocks change")
    }
    if AnalyticsModel.pieces(of: range, every: drawn.interval, in: drawn.zone, by: zones).count > 1 {
      labels.append("several pieces")
    }
    let model = AnalyticsModel(stories: drawn.stories, beginning: drawn.beginning)
    if !model.began(in: range).isEmpty { labels.append("in the window") }
    if drawn.stories.contains(where: { !$0.late.isEmpty }) { labels.append("told too late") }
    if drawn.recount != nil { labels.append("begun anew") }
    if drawn.recount != nil, drawn.forgets { labels.append("forgotten") }
    if drawn.stories.contains(where: { $0.wait != nil }) { labels.append("waited for a person") }
    return labels
  }
}
