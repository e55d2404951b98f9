/// Finds the case that kills its process, by running parts of the law in further processes: how many cases it takes by
/// halving, then, as discarded cases don't count among them, the very case by its number.
struct CrashSearch {
  enum Finding: Equatable {
    /// Case `index` alone kills its process.
    case one(index: Int)
    /// The cases don't, but the law falls without shrinking: what kills is a smaller case.
    case whileShrinking(ReportRow)
    /// No generated case does: it is one of the property's examples, or what it does between cases.
    case none
  }

  /// Cases that are tried one by one, at most.
  static let longestWalk = 200

  /// Runs a part of the law; `nil` when that killed the process.
  let run: (IsolatedLaw.Run) async -> ReportRow?

  func find(within cases: Int) async -> Finding {
    if let row = await run(.first(cases: cases)) { return row.verdict.isGood ? .none : .whileShrinking(row) }
    // Invariant: `dying` cases kill, `living` ones don't.
    var (living, dying) = (0, cases)
    var discards = 0
    while dying - living > 1 {
      let middle = living + (dying - living) / 2
      if let row = await run(.first(cases: middle)) {
        (living, discards) = (middle, row.discards)
      } else {
        dying = middle
      }
    }
    // The killing case has the index `living` and the discards before it. Examples may count among those: look before, too.
    let expected = living + discards
    let after = Array(expected..<(expected + Self.longestWalk))
    for index in after + (living..<expected).reversed().prefix(Self.longestWalk)
    where await run(.one(index: index)) == nil {
      return .one(index: index)
    }
    return .none
  }
}
