/// The tenant's people write down what callers are told, change it and take it out. In force for calls that are joined from
/// then on.
public struct ChangeKnowledge: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Adds an entry; one whose identifier is there already stays as it is.
  /// - Throws: `.refused` for a field that isn't acceptable, `.full` when there are as many as may be.
  public func add(
    _ entry: KnowledgeEntry, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(KnowledgeFailure) -> KnowledgeEntry {
    do throws(RefusedSetting) {
      try entry.accept()
    } catch {
      throw .refused(error)
    }
    let draft = act(by: bearer, on: entry.id)
    return try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) in
      if let standing = try await scope.knowledgeEntry(entry.id) { return .success(standing) }
      guard try await scope.makeRoom(for: .entry) else { return .failure(.full(KnowledgeLimits.entries)) }
      try await scope.save(entry)
      try await scope.append(draft)
      return .success(entry)
    }
  }

  /// Changes an entry that is there.
  /// - Parameter isAsRead: whether the entry is still what whoever changes it has read; looked at in the same unit of work.
  /// - Throws: `.refused` for a field that wouldn't be acceptable, `.changedMeanwhile` for one that isn't as it was read.
  public func change(
    _ id: KnowledgeEntry.ID, to change: KnowledgeEntry.Change, by bearer: Bearer, in tenant: Tenant.ID,
    onlyIf isAsRead: @escaping @Sendable (KnowledgeEntry) -> Bool = { _ in true }
  ) async throws(KnowledgeFailure) -> KnowledgeEntry {
    let draft = act(by: bearer, on: id)
    return try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) in
      guard let former = try await scope.knowledgeEntry(id) else { return .failure(.notFound) }
      guard isAsRead(former) else { return .failure(.changedMeanwhile) }
      let entry: KnowledgeEntry
      do throws(RefusedSetting) {
        entry = try former.changed(by: change)
      } catch {
        return .failure(.refused(error))
      }
      if entry == former { return .success(entry) }
      try await scope.save(entry)
      try await scope.append(draft)
      return .success(entry)
    }
  }

  /// Takes an entry out.
  /// - Parameter isAsRead: as of `change`.
  /// - Throws: `.notFound` also for one that was taken out before.
  public func remove(
    _ id: KnowledgeEntry.ID, by bearer: Bearer, in tenant: Tenant.ID,
    onlyIf isAsRead: @escaping @Sendable (KnowledgeEntry) -> Bool = { _ in true }
  ) async throws(KnowledgeFailure) {
    let draft = act(by: bearer, on: id)
    try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) -> Result<Void, KnowledgeFailure> in
      guard let former = try await scope.knowledgeEntry(id) else { return .failure(.notFound) }
      guard isAsRead(former) else { return .failure(.changedMeanwhile) }
      try await scope.freeRoom(of: .entry)
      try await scope.removeKnowledgeEntry(id)
      try await scope.append(draft)
      return .success(())
    }
  }

  private func act(by bearer: Bearer, on id: KnowledgeEntry.ID) -> AuditDraft {
    auditing(.changeKnowledge, by: bearer, on: AuditReference(.knowledgeEntry, id))
  }
}
