/// An act that makes or ends a tenant is told in the deployment's own log too, which outlives the tenant's.
struct TellDeployment: Sendable {
  /// Among how many of the newest entries one about the same act is looked for.
  private static let lookback = 100

  let store: any Store

  /// Tells of the act, once: an entry about the same act on the same subject isn't followed by another.
  func callAsFunction(_ draft: AuditDraft) async throws(StoreFailure) {
    try await store.transaction(for: .platform) { scope throws(StoreFailure) in
      // Read first, so that who comes between the question and the entry is seen when this runs again.
      _ = try await scope.auditHead()
      let newest = try await scope.auditEntries(before: nil, limit: Self.lookback).map(\.entry)
      let act = draft.entry
      let isTold = newest.contains {
        $0.action == act.action && $0.subject == act.subject && $0.outcome == act.outcome
      }
      if !isTold { try await scope.append(draft) }
    }
  }

  /// Tells of the act; whether that is done.
  func succeeds(_ draft: AuditDraft) async -> Bool {
    do throws(StoreFailure) {
      try await self(draft)
      return true
    } catch {
      return false
    }
  }
}
