// When a run without a failure still says little about its law. Counted, not timed: equal seeds give equal answers.
extension Run {
  private static var maximumMeanChoices: Int { 4_000 }
  private static var maximumOverrunPercent: Int { 20 }
  /// Fewer values than this say nothing about their generator.
  private static var leastToJudge: Int { 10 }

  var givenUp: Report.Outcome {
    mutating get {
      if tally.overruns == tally.discards { return overrun }
      warnings.append(
        "most cases were discarded: let the generator build what the law demands instead of filtering, or allow more "
          + "(`RunSettings.maximumDiscardRatio`)")
      return .gaveUp(discards: tally.discards)
    }
  }

  private var overrun: Report.Outcome {
    tally.cases == 0
      ? .nothingRan("every case wanted more than \(ChoiceSource.maximumChoices) choices; " + Self.smaller)
      : .unhealthy("too many cases wanted more than \(ChoiceSource.maximumChoices) choices; " + Self.smaller)
  }

  private static var smaller: String { "let the generator make smaller values: fewer elements, less depth" }

  /// Why the cases, which all held, say too little.
  var sickness: Report.Outcome? {
    let values = tally.drawn + tally.overruns
    if tally.cases == 0 { return .nothingRan("no case was run; demand at least one (`RunSettings.cases`)") }
    if values >= Self.leastToJudge, tally.overruns * 100 > values * Self.maximumOverrunPercent {
      return .unhealthy(
        "\(tally.overruns) of \(values) values wanted more than \(ChoiceSource.maximumChoices) choices; "
          + Self.smaller)
    }
    if values >= Self.leastToJudge, tally.choices > tally.drawn * Self.maximumMeanChoices {
      return .unhealthy(
        "a value takes \(tally.choices / tally.drawn) choices on average, more than \(Self.maximumMeanChoices), too "
          + "many to be made small; " + Self.smaller)
    }
    return nil
  }
}
