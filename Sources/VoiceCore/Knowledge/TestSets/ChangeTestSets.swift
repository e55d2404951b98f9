/// The tenant's people keep questions by which they try what callers are told.
public struct ChangeTestSets: Sendable {
  /// What a change says; `nil` leaves it as it is.
  public struct Change: Equatable, Sendable {
    public var name: String?
    public var cases: [KnowledgeTestSet.Case]?

    /// A change of nothing.
    public init() {}
  }

  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Adds a set; one whose identifier is there already stays as it is.
  /// - Throws: `.refused` for a field that isn't acceptable, `.full` when there are as many as may be.
  public func add(
    _ set: KnowledgeTestSet, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(KnowledgeFailure) -> KnowledgeTestSet {
    try Self.accept(set)
    let draft = act(by: bearer, on: set.id)
    return try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) in
      if let standing = try await scope.knowledgeTestSet(set.id) { return .success(standing) }
      guard try await scope.makeRoom(for: .testSet) else { return .failure(.full(KnowledgeLimits.testSets)) }
      try await scope.save(set)
      try await scope.append(draft)
      return .success(set)
    }
  }

  /// Changes a set that is there.
  /// - Throws: `.refused` for a field that wouldn't be acceptable.
  public func change(
    _ id: KnowledgeTestSet.ID, to change: Change, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(KnowledgeFailure) -> KnowledgeTestSet {
    let draft = act(by: bearer, on: id)
    return try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) in
      guard let former = try await scope.knowledgeTestSet(id) else { return .failure(.notFound) }
      let set = KnowledgeTestSet(id: id, name: change.name ?? former.name, cases: change.cases ?? former.cases)
      do throws(KnowledgeFailure) {
        try Self.accept(set)
      } catch {
        return .failure(error)
      }
      if set == former { return .success(set) }
      try await scope.save(set)
      try await scope.append(draft)
      return .success(set)
    }
  }

  /// Takes a set out.
  /// - Throws: `.notFound` also for one that was taken out before.
  public func remove(
    _ id: KnowledgeTestSet.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(KnowledgeFailure) {
    let draft = act(by: bearer, on: id)
    try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) -> Result<Void, KnowledgeFailure> in
      guard try await scope.knowledgeTestSet(id) != nil else { return .failure(.notFound) }
      try await scope.freeRoom(of: .testSet)
      try await scope.removeKnowledgeTestSet(id)
      try await scope.append(draft)
      return .success(())
    }
  }

  private static func accept(_ set: KnowledgeTestSet) throws(KnowledgeFailure) {
    do throws(RefusedSetting) {
      try set.accept()
    } catch {
      throw .refused(error)
    }
  }

  private func act(by bearer: Bearer, on id: KnowledgeTestSet.ID) -> AuditDraft {
    auditing(.changeKnowledge, by: bearer, on: AuditReference(.knowledgeTestSet, id))
  }
}
