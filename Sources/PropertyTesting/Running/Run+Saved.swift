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
      case .stopped: return stopped()
      case .held: state = .held
      case .discarded: state = .discarded
      case .failed(let failure):
        state = .failed
        if let current = board.current, !failing.contains(where: { $0.failure.origin == failure.origin }) {
          failing.append(current.failing(failure))
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
      return await judged(exact: saved.token, .saved, place)
    }
    guard (try? trial.generate(seed: seed, index: index)) != nil else { return .discarded(Discard()) }
    return await judged(exact: trial.recording.token(law.name), .saved, place)
  }

  /// Keeps new failures. Whatever goes wrong with that is told and changes nothing.
  mutating func save(_ failures: [Counterexample]) {
    guard let saved = settings.saved, settings.replay == nil else { return }
    do throws(SavedFailuresProblem) {
      var kept = try saved.page(for: law.name.tokenName).failures.map(\.token)
      for found in failures {
        guard let token = found.token, !kept.contains(token) else { continue }
        let origin = found.failure.origin
        try saved.add(
          SavedFailure(token: token, origin: origin.place ?? origin.type, note: found.failure.message),
          for: law.name.tokenName)
        kept.append(token)
      }
    } catch {
      warnings.append("the failure was not saved: \(error)")
    }
  }
}
