/// Why nothing was changed about what the receptionist knows.
public enum KnowledgeFailure: Error, Equatable, Sendable {
  /// A field isn't acceptable.
  case refused(RefusedSetting)
  /// The tenant has as many as it may have.
  case full(Int)
  /// There is no such thing (any more).
  case notFound
  /// Somebody has changed it since it was read.
  case changedMeanwhile
  /// The suggestion was judged before.
  case judgedAlready
  /// Not now: trying again is safe and may help.
  case unavailable
  /// What is kept can't be read: trying again doesn't help, an operator must look.
  case damaged

  init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .notFound
    case .taken, .conflict, .unavailable: self = .unavailable
    case .scopeEnded, .corrupt: self = .damaged
    }
  }
}

extension Store {
  /// A unit of work that may refuse: whatever it saved before is then not to matter.
  func changeKnowledge<Outcome: Sendable>(
    of tenant: Tenant.ID,
    _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Result<Outcome, KnowledgeFailure>
  ) async throws(KnowledgeFailure) -> Outcome {
    let outcome: Result<Outcome, KnowledgeFailure>
    do throws(StoreFailure) {
      outcome = try await transaction(for: tenant, body)
    } catch {
      throw KnowledgeFailure(error)
    }
    return try outcome.get()
  }
}
