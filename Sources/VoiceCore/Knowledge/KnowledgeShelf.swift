/// Keeps the indexes that were made last, so that the calls of a tenant share one: the least recently used go first.
///
/// An index is found again by its entries themselves, to the last letter: it is never older than they are, and nobody else's.
public actor KnowledgeShelf {
  private let maximumIndexes: Int
  private let maximumEntries: Int
  /// The one that was used last at the end.
  private var indexes: [KnowledgeIndex] = []

  /// - Parameters:
  ///   - maximumIndexes: Indexes that are kept.
  ///   - maximumEntries: Their entries together, at half a kilobyte each beside their texts; the newest index is kept in any
  ///     case.
  public init(maximumIndexes: Int = 64, maximumEntries: Int = 300_000) {
    self.maximumIndexes = max(maximumIndexes, 1)
    self.maximumEntries = maximumEntries
  }

  /// How many indexes are kept.
  public var count: Int { indexes.count }

  /// The index of these entries; made here, a second for 100,000, when it isn't kept. Nobody else waits for that; who asks
  /// for the same meanwhile makes one, too.
  /// - Parameter entries: active ones, the most important first.
  public nonisolated func index(of entries: [KnowledgeEntry]) async -> KnowledgeIndex {
    if let kept = await kept(entries) { return kept }
    let index = KnowledgeIndex(entries)
    await keep(index)
    return index
  }

  private func kept(_ entries: [KnowledgeEntry]) -> KnowledgeIndex? {
    guard let place = indexes.lastIndex(where: { $0.entries == entries }) else { return nil }
    indexes.append(indexes.remove(at: place))
    return indexes.last
  }

  private func keep(_ index: KnowledgeIndex) {
    indexes.removeAll { $0.entries == index.entries }
    indexes.append(index)
    while indexes.count > 1, indexes.count > maximumIndexes || indexes.reduce(0, { $0 + $1.count }) > maximumEntries {
      indexes.removeFirst()
    }
  }
}
