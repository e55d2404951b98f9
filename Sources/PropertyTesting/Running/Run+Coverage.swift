extension Run {
  /// Values that may be drawn for each one that must be, as the generator discards some.
  private static var drawsPerSample: Int { 2 }

  /// Draws further values, twice as many each time, until every demand is decided.
  mutating func demandCoverage() -> Report.Outcome {
    let classifier = law.classifier
    guard !classifier.demands.isEmpty else { return .passed }
    board.enter(.coverage)
    let most = settings.maximumCoverageSamples
    let (draws, overflows) = max(0, most - tally.samples).multipliedReportingOverflow(by: Self.drawsPerSample)
    let lastIndex = overflows || draws > .max - index ? .max : index + draws
    while classifier.isUndecided(tally), tally.samples < most, index < lastIndex {
      let target = tally.samples > most / 2 ? most : max(tally.samples * 2, 1)
      while tally.samples < target, index < lastIndex {
        if board.isStopped || Task.isCancelled { return stopped() }
        trial.heart.begin(.sampling, index)
        if let input = try? trial.generate(seed: settings.seed, index: index) {
          classifier.sample(input, in: &tally)
        }
        board.count(samples: 1)
        index += 1
      }
    }
    trial.heart.rest()
    return judgement(classifier.shares(tally))
  }

  private mutating func judgement(_ shares: [CoverageShare]) -> Report.Outcome {
    var missed: [CoverageShare] = []
    for share in shares {
      switch share.demand.lastVerdict(share.hits, of: share.samples) {
      case .met: break
      case .missed: missed.append(share)
      case .undecided:
        warnings.append(
          "\(share.samples) values do not decide whether \"\(share.demand.label)\" comes in \(share.demand) of the "
            + "cases; it counts as met. Draw more (`RunSettings.maximumCoverageSamples`) or demand less")
      }
    }
    return missed.isEmpty ? .passed : .coverageMissed(missed)
  }
}
