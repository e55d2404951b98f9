import VoiceCore

/// What every scope reads of the tenant's figures.
extension RowView {
  func analyticsProgress() async throws(StoreFailure) -> AnalyticsProgress {
    try await find(.key([]), in: Tables.analyticsProgress) ?? AnalyticsProgress()
  }
  func tally(_ id: KeptTally.ID) async throws(StoreFailure) -> KeptTally? {
    try await find(.key(id.key), in: Tables.tallies)
  }
  func tallies(
    of department: Department.ID?, about subject: AnalyticsSubject, in run: AnalyticsSlot.Run
  ) async throws(StoreFailure) -> [KeptTally] {
    let lane = KeptTally.ID.lane(subject, of: department, level: run.level, index: run.index)
    let stretch = RowQuery.Stretch(
      prefix: lane, after: lane + [.integer(Int64(run.days.lowerBound) - 1)], limit: run.days.count)
    // Where days are missing the stretch reaches beyond the last one.
    return try await list(stretch, in: Tables.tallies).filter { run.days.contains($0.id.slot.day) }
  }
  func tallies(after last: KeptTally.ID?, limit: Int) async throws(StoreFailure) -> [KeptTally] {
    try await list(.init(after: last?.key, limit: limit), in: Tables.tallies)
  }
}

extension UnitOfWork {
  func save(_ progress: AnalyticsProgress) async throws(StoreFailure) {
    try put(progress, in: Tables.analyticsProgress)
  }
  func save(_ tally: KeptTally) async throws(StoreFailure) { try put(tally, in: Tables.tallies) }
  func removeTally(_ id: KeptTally.ID) async throws(StoreFailure) { try delete(id.key, in: Tables.tallies.schema) }
}
