/// One check of one property: saved failures, examples, cases, coverage; on a failure, shrinking and further bugs.
struct Run<Input: Sendable> {
  let law: Law<Input>
  let settings: RunSettings
  let board: RunBoard
  let threads: CaseThreads?
  let trial: Trial<Input>
  var tally: Tally
  var index = 0
  var evaluations = 0
  var others: [Counterexample] = []
  var warnings: [String]
  var savedCases: [SavedCase] = []
  /// How many cases there are, when all of them were run.
  var casesInAll: Int?
  /// What a law that is sought came to.
  var highestScore: Double?

  init(_ law: Law<Input>, _ settings: RunSettings, _ board: RunBoard, _ threads: CaseThreads?) {
    self.law = law
    self.settings = settings
    self.board = board
    self.threads = threads
    trial = Trial(law, heart: board.hearts[0])
    tally = law.classifier.emptyTally
    warnings = settings.workersWarnings
  }

  mutating func report() async -> Report {
    let start = settings.now?()
    let outcome = await outcome()
    var report = Report(
      number: law.name.number, title: law.name.title, outcome: outcome, cases: tally.cases, discards: tally.discards,
      discardReasons: tally.discardReasons, labels: law.classifier.labelCounts(tally),
      coverage: law.classifier.shares(tally), seed: settings.seed, evaluations: evaluations,
      elapsed: settings.now.flatMap { now in start.map { now() - $0 } })
    report.others = others
    report.warnings = warnings
    report.saved = savedCases
    report.allCases = casesInAll
    report.highestScore = highestScore
    return report
  }

  private mutating func outcome() async -> Report.Outcome {
    if let token = settings.replay { return await replayed(token) }
    if let outcome = await failedSaved() { return outcome }
    if let outcome = await failedExample() { return outcome }
    guard settings.cases > 0 else {
      return .nothingRan("no cases were demanded; demand at least one (`RunSettings.cases`)")
    }
    let found: Scan<Input>.Found?
    do throws(Ending) {
      if settings.exhaustion == .whenSmall, let all = allCases() { return try await exhausted(all) }
      if case .seeking = law.body { found = try await soughtFailure() } else { found = try await firstFailure() }
    } catch {
      return error.outcome
    }
    if let found { return await falsified(found) }
    if let outcome = sickness { return outcome }
    return demandCoverage()
  }

  /// Why a run ends before its time.
  struct Ending: Error {
    let outcome: Report.Outcome
  }

  /// The outcome of a run that was stopped from outside, be it by the watchdog or by its caller.
  mutating func stopped() -> Report.Outcome {
    if let moment = board.hang {
      // Making the value again may take for ever, too.
      if moment.isJudging { trial.heart.begin(.drawing, moment.place) }
      defer { trial.heart.rest() }
      let hung = HungRun(law: law, settings: settings, board: board)
      warnings += hung.warnings(moment)
      return hung.outcome(moment)
    }
    let reason = "the run was cancelled; nothing is known of the cases it did not reach"
    return tally.cases == 0 ? .nothingRan(reason) : .unhealthy(reason)
  }

  // MARK: - Examples

  private mutating func failedExample() async -> Report.Outcome? {
    board.enter(.examples)
    for (place, example) in law.examples.enumerated() {
      let failure = Failure(CaseHung(limit: settings.caseLimit))
      board.current = Counterexample(
        value: example, origin: .example(place), failure: failure, token: nil, generatedBy: nil, evaluations: 0)
      trial.heart.begin(.example, place)
      let verdict = await trial.judge(example)
      trial.heart.rest()
      if board.isStopped { return stopped() }
      switch verdict {
      case .held: break  // Examples are extra: the demanded number of cases is run besides.
      case .discarded(let discard):
        tally.count(discard)
        warnings.append("example \(place + 1) checks nothing: it was discarded for \"\(discard.reason)\"")
      case .failed(let failure):
        let found = Counterexample(
          value: example, origin: .example(place), failure: failure, token: nil, generatedBy: nil, evaluations: 0)
        trial.heart.begin(.exampleAgain, place)
        let again = await trial.judge(example)
        trial.heart.rest()
        if board.isStopped { return stopped() }
        guard case .failed(let second) = again, second.origin == failure.origin else { return .flaky(found) }
        return .falsified(found)
      }
    }
    return nil
  }

  // MARK: - Cases

  /// Runs the cases demanded, in scans that no sequential run would have cut short.
  private mutating func firstFailure() async throws(Ending) -> Scan<Input>.Found? {
    board.enter(.cases)
    let (product, overflows) = settings.cases.multipliedReportingOverflow(by: max(settings.maximumDiscardRatio, 0))
    let maximumDiscards = overflows ? Int.max - 1 : min(product, Int.max - 1)
    while tally.cases < settings.cases {
      let discardsLeft = maximumDiscards + 1 - tally.discards
      guard discardsLeft > 0 else { throw Ending(outcome: givenUp) }
      let count = min(settings.cases - tally.cases, discardsLeft, Scan<Input>.mostIndices)
      let (counted, found) = await scan(index..<index + count, known: [])
      tally.add(counted)
      if let found {
        index = found.index + 1
        return found
      }
      if board.isStopped { throw Ending(outcome: stopped()) }
      index += count
    }
    return nil
  }

  /// What the workers find in `indices`; the same as what one alone finds.
  func scan(_ indices: Range<Int>, known: [Failure.Origin]) async -> (Tally, Scan<Input>.Found?) {
    let workers = indices.count > 1 ? board.hearts.count : 1
    let scan = Scan<Input>(
      indices, seed: settings.seed, known: known, workers: workers, board: board,
      emptyTally: law.classifier.emptyTally)
    guard workers > 1 else {
      await trial.work(on: scan, board)
      return scan.result
    }
    let (law, board) = (law, board)
    await withTaskGroup(of: Void.self) { group in
      for heart in board.hearts.dropFirst() {
        group.addTask { await Trial(law, heart: heart).work(on: scan, board) }
      }
      await trial.work(on: scan, board)
    }
    return scan.result
  }
}
