/// Plays a caller's question through without a call: which entry would answer it, what the receptionist would say, and why.
/// Changes nothing and counts nowhere.
public struct TryKnowledge: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let shelf: KnowledgeShelf

  /// A use case on these ports.
  /// - Parameter shelf: keeps the indexes that are tried again soon.
  public init(store: any Store, time: any TimeSource, shelf: KnowledgeShelf) {
    self.store = store
    self.time = time
    self.shelf = shelf
  }

  /// What would be answered now.
  /// - Parameters:
  ///   - question: in the caller's words, of which `KnowledgeIndex.maximumWords` different ones count.
  ///   - language: the caller's; the tenant's own without.
  public func callAsFunction(
    _ question: String, in language: Language?, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> KnowledgeTrial {
    let bench = try await bench(of: tenant)
    return bench.try(question, in: language)
  }

  /// What is told now, ready to be asked.
  func bench(of tenant: Tenant.ID) async throws(StoreFailure) -> KnowledgeBench {
    let now = time.now()
    let (entries, language) = try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let settings = try await scope.tenant()?.settings else { throw .notFound }
      return (try await scope.knowledge().filter { $0.isTold(at: now) }, settings.language)
    }
    return KnowledgeBench(index: await shelf.index(of: entries), language: language)
  }
}
