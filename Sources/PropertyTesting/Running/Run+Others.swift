// Bugs besides the first.
extension Run {
  /// Of the first bug's cases so many times as many are run to find others.
  private static var casesForOthers: Int { 10 }
  /// Further bugs are made small with this part of the evaluations.
  private static var budgetShareOfOthers: Int { 4 }

  /// One search for a further bug.
  struct Search: Sendable {
    let indices: Range<Int>
    let known: [Failure.Origin]
    /// Among all failures of the run.
    let place: Int
    let tally: Tally
  }

  /// What came of it.
  struct Finding: Sendable {
    /// The bug made small, with the index of its case.
    var found: (other: Counterexample, isFlaky: Bool, index: Int)?
    var warnings: [String] = []
  }

  mutating func seekOthers(_ first: Failure.Origin) async {
    board.enter(.furtherBugs)
    var known = [first]
    let (tenfold, overflows) = tally.cases.multipliedReportingOverflow(by: Self.casesForOthers)
    let end = index + max(0, min(settings.cases, overflows ? .max : tenfold) - tally.cases)
    while index < end, others.count < settings.maximumOthers, !board.isStopped {
      let indices = index..<index + min(end - index, Scan<Input>.mostIndices)
      let finding = await ownTask(Search(indices: indices, known: known, place: others.count + 1, tally: tally))
      warnings += finding.warnings
      index = finding.found.map { $0.index + 1 } ?? indices.upperBound
      guard let (other, isFlaky, found) = finding.found else { continue }
      known.append(other.failure.origin)
      if isFlaky {
        warnings.append("a further case is flaky, it failed once with \"\(other.failure.message)\": \(found)")
      } else {
        others.append(other)
      }
      board.enter(.furtherBugs)
    }
  }

  /// Each search has a task of its own: that of an earlier one was cancelled when a smaller case did not end in its time.
  private func ownTask(_ search: Search) async -> Finding {
    guard let threads else {
      var run = self
      return await run.finding(search)
    }
    let (law, settings, board) = (law, settings, board)
    let task = Task(executorPreference: threads) {
      var run = Run(law, settings, board, threads)
      return await run.finding(search)
    }
    board.cancels { task.cancel() }
    return await task.value
  }

  private mutating func finding(_ search: Search) async -> Finding {
    tally = search.tally
    warnings = []
    let (_, found) = await scan(search.indices, known: search.known)
    guard let found else { return Finding() }
    let (other, isFlaky) = await shrunk(
      found, as: search.place, settings.maximumShrinkEvaluations / Self.budgetShareOfOthers)
    return Finding(found: (other, isFlaky, found.index), warnings: warnings)
  }
}
