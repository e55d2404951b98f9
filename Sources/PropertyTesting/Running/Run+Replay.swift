extension Run {
  /// Runs the one case of `token`.
  mutating func replayed(_ token: ReplayToken) async -> Report.Outcome {
    guard token.property == law.name.tokenName else {
      return .replayDoesNotFit(
        "the token is for property \(token.property), not for \(law.name.tokenName); run it with that property")
    }
    board.enter(.cases)
    switch token.subject {
    case .generated(let seed, let index): return await replayed(seed, index)
    case .exact:
      switch await judged(exact: token, .replaying, 0) {
      case nil: return .replayDoesNotFit(Self.misfit)
      case .held:
        tally.cases += 1
        return .passed
      case .discarded(let discard):
        tally.count(discard)
        return .gaveUp(discards: 1)
      case .failed(let failure):
        tally.cases += 1
        return board.current.map { .falsified($0.failing(failure)) } ?? stopped()
      case .stopped: return stopped()
      }
    }
  }

  static var misfit: String {
    "the case of this token does not fit the generator any more, which has changed since; run the property afresh, or "
      + "on the revision that the token comes from"
  }

  private mutating func replayed(_ seed: UInt64, _ index: Int) async -> Report.Outcome {
    let own = Run(law, settings.with(seed: seed), board, threads)
    let (counted, found) = await own.scan(index..<index + 1, known: [])
    tally.add(counted)
    if let found {
      var run = own
      run.tally = tally
      run.warnings = []
      run.index = index + 1
      let outcome = await run.falsified(found)
      (evaluations, warnings) = (run.evaluations, warnings + run.warnings)
      return outcome
    }
    if board.isStopped {
      var run = own
      return run.stopped()
    }
    return tally.cases > 0 ? .passed : .gaveUp(discards: tally.discards)
  }

  enum Judgement {
    case held
    case discarded(Discard)
    case failed(Failure)
    case stopped
  }

  /// Runs exactly the case of `token`, which `board.current` then holds; `nil` when it does not fit.
  func judged(exact token: ReplayToken, _ kind: Moment.Kind, _ place: Int) async -> Judgement? {
    guard case .exact(let ranks, let shape) = token.subject else { return nil }
    board.current = Counterexample(
      value: UndrawnValue(), origin: .replayed, failure: Failure(CaseHung(limit: settings.caseLimit)), token: token,
      generatedBy: nil, evaluations: 0)
    trial.heart.begin(kind, place)
    defer { trial.heart.rest() }
    guard let input = trial.restore(ranks, shape: shape) else { return nil }
    board.current = Counterexample(
      value: input, origin: .replayed, failure: Failure(CaseHung(limit: settings.caseLimit)), token: token,
      generatedBy: nil, evaluations: 0)
    let verdict = await trial.judge(input)
    if board.isStopped { return .stopped }
    switch verdict {
    case .held: return .held
    case .discarded(let discard): return .discarded(discard)
    case .failed(let failure): return .failed(failure)
    }
  }
}

extension RunSettings {
  fileprivate func with(seed: UInt64) -> RunSettings {
    var settings = self
    settings.seed = seed
    return settings
  }
}

extension Counterexample {
  func failing(_ failure: Failure) -> Counterexample {
    Counterexample(
      value: value, origin: origin, failure: failure, token: token, generatedBy: generatedBy,
      evaluations: evaluations)
  }
}
