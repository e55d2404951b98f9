extension Run {
  /// Runs the cases that earlier runs kept: the first that fails is the outcome, those of other origins come with it.
  mutating func failedSaved() async -> Report.Outcome? {
    guard let saved = settings.saved else { return nil }
    board.enter(.saved)
    let page: SavedPage
    do throws(SavedFailuresProblem) {
      page = try saved.page(for: law.name.tokenName)
    } catch {
      warnings.append("saved failures were not tried: \(error)")
      return nil
    }
    warnings += page.warnings
    var failing: [Counterexample] = []
    for (place, kept) in page.failures.enumerated() {
      guard kept.token.property == law.name.tokenName else {
        warnings.append("saved case \(kept.token) is of another property and was not tried; remove it from here")
        continue
      }
      let state: SavedCase.State
      switch await judged(saved: kept, place) {
      case nil:
        state = .doesNotFit
        warnings.append(
          "saved case \(kept.token) does not fit the generator any more and was not tried; remove it if its bug is "
            + "covered by another")
      case .stopped:
        others = Array(failing.dropFirst())
        return stopped()
      case .held: state = .held
      case .discarded: state = .discarded
      case .failed(let failure):
        state = .failed
        if let current = board.current, !failing.contains(where: { $0.failure.origin == failure.origin }) {
          let found = current.failing(failure)
          // Should a later one not end, this one is the better news.
          board.publish(found, as: failing.count, size: 0)
          failing.append(found)
        }
      }
      savedCases.append(SavedCase(failure: kept, state: state))
    }
    guard let first = failing.first else { return nil }
    others = Array(failing.dropFirst())
    return .falsified(first)
  }

  private mutating func judged(saved: SavedFailure, _ place: Int) async -> Judgement? {
    guard case .generated(let seed, let index) = saved.token.subject else {
      return await judged(exact: saved.token, .saved, 2 * place)
    }
    board.current = Counterexample(
      value: UndrawnValue(), origin: .replayed, failure: Failure(CaseHung(limit: settings.caseLimit)), token: nil,
      generatedBy: saved.token, evaluations: 0)
    // A moment of its own: no two that follow each other are equal.
    trial.heart.begin(.saved, 2 * place + 1)
    let isMade = (try? trial.generate(seed: seed, index: index)) != nil
    trial.heart.rest()
    if board.isStopped { return .stopped }
    return isMade ? await judged(exact: trial.recording.token(law.name), .saved, 2 * place) : .discarded(Discard())
  }
}
