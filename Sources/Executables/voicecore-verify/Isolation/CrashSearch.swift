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
    /// A part of the law didn't end in its time, so that nothing can be said.
    case late
  }

  /// What came of a part of the law.
  enum Part {
    case row(ReportRow)
    case died
    case late
  }

  /// Cases that are tried one by one, at most.
  static let longestWalk = 200

  /// Runs a part of the law.
  let run: (IsolatedLaw.Run) async -> Part

  func find(within cases: Int) async -> Finding {
    switch await run(.first(cases: cases)) {
    case .row(let row): return row.verdict.isGood ? .none : .whileShrinking(row)
    case .late: return .late
    case .died: break
    }
    // Invariant: `dying` cases kill, `living` ones don't.
    var (living, dying) = (0, cases)
    var discards = 0
    while dying - living > 1 {
      let middle = living + (dying - living) / 2
      switch await run(.first(cases: middle)) {
      case .row(let row): (living, discards) = (middle, row.discards)
      case .died: dying = middle
      case .late: return .late
      }
    }
    // The killing case has the index `living` and the discards before it. Examples may count among those: look before, too.
    let expected = living + discards
    let after = Array(expected..<(expected + Self.longestWalk))
    for index in after + (living..<expected).reversed().prefix(Self.longestWalk) {
      switch await run(.one(index: index)) {
      case .row: continue
      case .died: return .one(index: index)
      case .late: return .late
      }
    }
    return .none
  }
}
