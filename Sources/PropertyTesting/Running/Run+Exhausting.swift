/// All cases of a generator, one after another: each choice takes every rank it can, the last choice first.
enum Enumeration {
  /// The script of the case behind that of `recording`; `nil` behind the last.
  static func next(after recording: Recording) -> [UInt64]? {
    let places = recording.choices.indices.reversed()
    guard let place = places.first(where: { recording.ranks[$0] < recording.choices[$0].domain.lastRank }) else {
      return nil
    }
    return recording.ranks[..<place] + [recording.ranks[place] + 1]
  }

  /// How many cases there are at least, as each rank of each choice leads to one more.
  static func leastCases(with recording: Recording) -> UInt64 {
    recording.choices.reduce(1) { sum, choice in
      let (more, overflows) = sum.addingReportingOverflow(choice.domain.lastRank)
      return overflows ? .max : more
    }
  }
}

// When there are so few cases that all of them can be run.
extension Run {
  /// The scripts of all cases, the simplest first; `nil` when there are more than demanded.
  func allCases() -> [[UInt64]]? {
    var all: [[UInt64]] = []
    var script: [UInt64] = []
    var discards = 0
    while true {
      if board.isStopped || Task.isCancelled { return nil }
      trial.heart.begin(.sampling, all.count + discards)
      defer { trial.heart.rest() }
      let isMade = trial.made(script, fence: nil) != nil
      let recording = trial.recording
      // A generator that reads its choices otherwise than it was told can't be counted by them.
      guard recording.ranks.starts(with: script) else { return nil }
      if isMade { all.append(recording.ranks) } else { discards += 1 }
      let most = UInt64(settings.cases)
      guard all.count <= settings.cases, discards <= settings.cases, Enumeration.leastCases(with: recording) <= 2 * most
      else { return nil }
      guard let next = Enumeration.next(after: recording) else { return all.isEmpty ? nil : all }
      script = next
    }
  }

  /// Runs all cases.
  mutating func exhausted(_ all: [[UInt64]]) async throws(Ending) -> Report.Outcome {
    board.enter(.cases)
    for (place, ranks) in all.enumerated() {
      board.current = current(UndrawnValue(), nil)
      trial.heart.begin(.replaying, place)
      guard trial.made(ranks, fence: nil) != nil, let input = trial.input else { continue }
      board.current = current(input, trial.recording.token(law.name))
      let verdict = await trial.judge(input)
      trial.heart.rest()
      if board.isStopped { throw Ending(outcome: stopped()) }
      switch verdict {
      case .held:
        tally.countHeld()
        law.classifier.label(input, in: &tally)
        board.count(cases: 1, discards: 0)
      case .discarded(let discard): tally.count(discard)
      case .failed(let failure):
        tally.cases += 1
        return await falsified(Scan.Found(index: place, input: input, failure: failure, ranks: ranks))
      }
    }
    if let outcome = sickness { return outcome }
    casesInAll = tally.cases
    // Shares are those of chance, not of all cases.
    let none = law.classifier.emptyTally
    (tally.samples, tally.hits) = (none.samples, none.hits)
    return demandCoverage()
  }

  private func current(_ value: any Sendable, _ token: ReplayToken?) -> Counterexample {
    Counterexample(
      value: value, origin: .replayed, failure: Failure(CaseHung(limit: settings.caseLimit)), token: token,
      generatedBy: nil, evaluations: 0)
  }
}
