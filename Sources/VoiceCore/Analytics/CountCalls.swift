/// Counts calls that are over, following the log. What a page of it adds and how far it has come are committed together, so
/// each call is counted once, whoever counts, however often and when (property 20).
public struct CountCalls: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Counts what has come; `false` when there was more than is counted at once.
  public func callAsFunction(of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    for _ in 1...FollowLog.maximumPages {
      let page = try await page(of: tenant)
      guard let page else { return true }
      try await keep(page, of: tenant)
      guard page.hasMore else { return true }
    }
    return false
  }

  /// What is found in the log, and how it was counted up to there.
  private struct Page: Sendable {
    let before: AnalyticsProgress
    let after: AnalyticsProgress
    var added: [KeptTally.ID: AnalyticsTally] = [:]
    var removed: [KeptTally.ID] = []
    let hasMore: Bool

    init(_ before: AnalyticsProgress, _ after: AnalyticsProgress, hasMore: Bool) {
      self.before = before
      self.after = after
      self.hasMore = hasMore
    }

    /// Adds a call to each stretch of time that it began in.
    mutating func add(_ call: CountedCall) {
      add(call.figures, of: nil, at: call.startedAt)
      for (department, figures) in call.departments { add(figures, of: department, at: call.startedAt) }
    }

    private mutating func add(
      _ figures: [AnalyticsSubject: AnalyticsTally], of department: Department.ID?, at moment: Timestamp
    ) {
      for (subject, tally) in figures {
        for level in AnalyticsSlot.Level.allCases {
          let id = KeptTally.ID(subject, of: department, in: AnalyticsSlot(level, holding: moment))
          added[id, default: AnalyticsTally()].add(tally)
        }
      }
    }
  }

  /// The next page; `nil` when nothing has come.
  private func page(of tenant: Tenant.ID) async throws(StoreFailure) -> Page? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      let progress = try await scope.analyticsProgress()
      if let recount = progress.recount, !recount.isCleared { return try await clearing(recount, progress, in: scope) }
      var next = progress
      switch try await scope.log(after: progress.position, limit: FollowLog.maximumFacts) {
      case .forgotten(let floor):
        next.position = floor
        return Page(progress, next, hasMore: true)
      case .facts(let facts):
        guard let last = facts.last else { return nil }
        next.position = last.position
        if let until = progress.recount?.until, until <= last.position { next.recount = nil }
        var page = Page(progress, next, hasMore: facts.count == FollowLog.maximumFacts)
        for fact in facts {
          guard case .ended = fact.recorded.fact, let call = try await scope.call(fact.recorded.call),
            let counted = CountedCall(call, facts: try await scope.facts(of: call.id)),
            counted.ordinal == fact.recorded.ordinal, progress.recount?.covers(counted, at: fact.position) ?? true
          else { continue }
          page.add(counted)
        }
        return page
      }
    }
  }

  /// Looks for what is to be taken out before everything is counted anew.
  private func clearing(
    _ recount: AnalyticsProgress.Recount, _ progress: AnalyticsProgress, in scope: any TenantSnapshot
  ) async throws(StoreFailure) -> Page {
    let kept = try await scope.tallies(after: recount.clearedThrough, limit: FollowLog.maximumFacts)
    var next = progress
    if kept.count < FollowLog.maximumFacts {
      next.recount?.isCleared = true
      next.recount?.clearedThrough = nil
      if recount.until == nil { next.recount = nil }
    } else {
      next.recount?.clearedThrough = kept.last?.id
    }
    var page = Page(progress, next, hasMore: true)
    page.removed = kept.map(\.id).filter { $0.slot.day >= recount.firstDay }
    return page
  }

  /// Nothing, when somebody else has come further meanwhile.
  private func keep(_ page: Page, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.analyticsProgress() == page.before else { return }
      for id in page.removed { try await scope.removeTally(id) }
      for (id, tally) in page.added {
        var kept = try await scope.tally(id) ?? KeptTally(id: id, tally: AnalyticsTally())
        kept.tally.add(tally)
        try await scope.save(kept)
      }
      try await scope.save(page.after)
    }
  }
}

extension AnalyticsProgress.Recount {
  /// Whether a call whose end is at this place is to be counted, since its figures were taken out or never were in.
  fileprivate func covers(_ call: CountedCall, at position: LogPosition) -> Bool {
    if let until, position > until { return true }
    return AnalyticsSlot(.day, holding: call.startedAt).day >= firstDay
  }
}

extension CountCalls: LogReader {
  public func catchUp(with tenant: Tenant.ID) async throws(FollowFailure) -> Bool {
    do throws(StoreFailure) {
      return try await self(of: tenant)
    } catch {
      // A tenant that is erased is counted no more: it would fail for ever.
      if error == .notFound { return true }
      throw .store(error)
    }
  }
}
