// What follows on a case that fails.
extension Run {
  mutating func falsified(_ found: Scan<Input>.Found) async -> Report.Outcome {
    let (smallest, isFlaky) = await shrunk(found, as: 0, settings.maximumShrinkEvaluations)
    evaluations += smallest.evaluations
    if isFlaky { return .flaky(smallest) }
    let first = await explained(smallest)
    if !board.isStopped, settings.maximumOthers > 0, settings.replay == nil { await seekOthers(first.failure.origin) }
    if let moment = board.hang { warnings += HungRun(law: law, settings: settings, board: board).warnings(moment) }
    if board.isCancelled { warnings.append("the run was cancelled before the case was as small as it gets") }
    warnings += Keeping(law.name, settings).keep([first] + others)
    return .falsified(first)
  }

  /// The case made small, and whether it failed by chance only.
  mutating func shrunk(
    _ found: Scan<Input>.Found, as place: Int, _ budget: Int
  ) async -> (Counterexample, isFlaky: Bool) {
    let isByChance = found.ranks == nil
    let generatedBy =
      isByChance ? ReplayToken(law.name.tokenName, .generated(seed: settings.seed, index: found.index)) : nil
    let (name, origin, board) = (law.name, Counterexample.Origin.generated(case: tally.cases), board)
    func counterexample(_ input: Input, _ failure: Failure, _ token: ReplayToken?, _ count: Int) -> Counterexample {
      Counterexample(
        value: input, origin: origin, failure: failure, token: token, generatedBy: generatedBy, evaluations: count)
    }
    let asFound = counterexample(found.input, found.failure, nil, 0)
    // Once more, before anything is built on it; also on this worker's own recording.
    if !isByChance { board.current = asFound }
    trial.heart.begin(isByChance ? .drawing : .replaying, found.index)
    guard let input = trial.remade(found, seed: settings.seed) else { return (asFound, true) }
    let recording = trial.recording
    trial.heart.begin(isByChance ? .judgingAgain : .exampleAgain, found.index)
    let again = await trial.judge(input)
    trial.heart.rest()
    let exact = counterexample(found.input, found.failure, recording.token(name), 0)
    if board.isStopped { return (exact, false) }
    guard case .failed(let second) = again, second.origin == found.failure.origin else { return (exact, true) }
    board.publish(exact, as: place, size: recording.ranks.count)
    board.enter(.shrinking)
    let pursuit = Pursuit(found.failure, trial, board, threads) { input, failure, recording in
      let smaller = counterexample(input, failure, recording.token(name), 0)
      board.publish(smaller, as: place, size: recording.ranks.count)
    }
    var shrinker = Shrinker(pursuit, recording, maximumEvaluations: budget)
    await shrinker.shrink()
    if pursuit.hungCandidates > 0 {
      warnings.append(
        "\(pursuit.hungCandidates) smaller cases were cancelled, as they did not end in their time"
          + (pursuit.isOver ? "; shrinking ended early" : ""))
    }
    // A flaky case is reported as it was last seen failing.
    let best = shrinker.best
    trial.heart.begin(.following, Int(UInt32.max))
    let value = trial.made(best.ranks, fence: nil) == nil ? nil : trial.input
    trial.heart.rest()
    let smallest = counterexample(value ?? found.input, pursuit.failure, best.token(name), shrinker.evaluations)
    return (smallest, shrinker.isFlaky && !pursuit.isOver)
  }
}
