/// The tenant's people mark answers as wrong, and make entries of what should have been said.
public struct ChangeSuggestions: Sendable {
  /// What becomes of a suggestion.
  public enum Judgement: Equatable, Sendable {
    case dismiss
    /// The question becomes another way to ask for this entry.
    case ask(KnowledgeEntry.ID)
    /// A new entry answers it: with these words, or with those of the suggestion.
    case answer(String?)
  }

  private let store: any Store
  private let ids: IDSource
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, ids: IDSource, auditing: Auditing) {
    self.store = store
    self.ids = ids
    self.auditing = auditing
  }

  /// Keeps a suggestion; one whose identifier is there already stays as it is.
  /// - Throws: `.refused` for a field that isn't acceptable and for a wrong entry that isn't one of the tenant's, `.full` when
  ///   there are as many as may be.
  public func add(
    _ suggestion: KnowledgeSuggestion, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(KnowledgeFailure) -> KnowledgeSuggestion {
    do throws(RefusedSetting) {
      try suggestion.accept()
    } catch {
      throw .refused(error)
    }
    let draft = act(by: bearer, on: suggestion.id)
    return try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) in
      if let standing = try await scope.knowledgeSuggestion(suggestion.id) { return .success(standing) }
      if let wrong = suggestion.wrongEntry, try await scope.knowledgeEntry(wrong) == nil {
        return .failure(.refused(RefusedSetting("wrong_entry_id", .unknown)))
      }
      guard try await scope.makeRoom(for: .suggestion) else { return .failure(.full(KnowledgeLimits.suggestions)) }
      try await scope.save(suggestion)
      try await scope.append(draft)
      return .success(suggestion)
    }
  }

  /// Judges an open suggestion.
  /// - Throws: `.judgedAlready`; `.refused` where the entry that it would make or change isn't there or isn't acceptable.
  public func judge(
    _ id: KnowledgeSuggestion.ID, _ judgement: Judgement, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(KnowledgeFailure) -> KnowledgeSuggestion {
    let draft = act(by: bearer, on: id)
    let new: KnowledgeEntry.ID = ids()
    return try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) in
      guard let former = try await scope.knowledgeSuggestion(id) else { return .failure(.notFound) }
      guard former.state == .open else { return .failure(.judgedAlready) }
      let judged: KnowledgeSuggestion
      switch try await Self.entry(by: judgement, of: former, under: new, in: scope) {
      case .failure(let failure): return .failure(failure)
      case .success(nil): judged = former.judged(.dismissed)
      case .success(let entry?):
        try await scope.save(entry)
        judged = former.judged(.accepted, answeredBy: entry.id)
      }
      try await scope.save(judged)
      try await scope.append(draft)
      return .success(judged)
    }
  }

  /// Takes a suggestion out, judged or not.
  /// - Throws: `.notFound` also for one that was taken out before.
  public func remove(
    _ id: KnowledgeSuggestion.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(KnowledgeFailure) {
    let draft = act(by: bearer, on: id)
    try await store.changeKnowledge(of: tenant) { scope throws(StoreFailure) -> Result<Void, KnowledgeFailure> in
      guard try await scope.knowledgeSuggestion(id) != nil else { return .failure(.notFound) }
      try await scope.freeRoom(of: .suggestion)
      try await scope.removeKnowledgeSuggestion(id)
      try await scope.append(draft)
      return .success(())
    }
  }

  /// The entry that is to answer from now on; `nil` for none.
  private static func entry(
    by judgement: Judgement, of suggestion: KnowledgeSuggestion, under new: KnowledgeEntry.ID, in scope: any TenantScope
  ) async throws(StoreFailure) -> Result<KnowledgeEntry?, KnowledgeFailure> {
    var entry: KnowledgeEntry
    switch judgement {
    case .dismiss: return .success(nil)
    case .ask(let id):
      guard let standing = try await scope.knowledgeEntry(id) else {
        return .failure(.refused(RefusedSetting("entry_id", .unknown)))
      }
      entry = standing
      if !entry.questions.contains(suggestion.question) { entry.otherQuestions.append(suggestion.question) }
    case .answer(let words):
      guard let answer = words ?? suggestion.answer else {
        return .failure(.refused(RefusedSetting("answer", .missing)))
      }
      entry = KnowledgeEntry(
        id: new, question: suggestion.question, answer: answer, language: suggestion.language)
    }
    do throws(RefusedSetting) {
      try entry.accept()
    } catch {
      return .failure(.refused(error))
    }
    guard entry.id != new else {
      return try await scope.makeRoom(for: .entry) ? .success(entry) : .failure(.full(KnowledgeLimits.entries))
    }
    return .success(entry)
  }

  private func act(by bearer: Bearer, on id: KnowledgeSuggestion.ID) -> AuditDraft {
    auditing(.changeKnowledge, by: bearer, on: AuditReference(.knowledgeSuggestion, id))
  }
}
