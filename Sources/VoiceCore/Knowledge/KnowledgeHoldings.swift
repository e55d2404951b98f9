/// How much a tenant's people have written down: one row, through which whatever adds to it goes.
public struct KnowledgeHoldings: Equatable, Sendable, Codable {
  /// What is counted.
  public enum Kind: Sendable, CaseIterable {
    case entry, testSet, suggestion

    /// The most that a tenant may have.
    public var limit: Int {
      switch self {
      case .entry: KnowledgeLimits.entries
      case .testSet: KnowledgeLimits.testSets
      case .suggestion: KnowledgeLimits.suggestions
      }
    }
  }

  public private(set) var entries: Int
  public private(set) var testSets: Int
  public private(set) var suggestions: Int

  /// So much.
  public init(entries: Int, testSets: Int = 0, suggestions: Int = 0) {
    self.entries = entries
    self.testSets = testSets
    self.suggestions = suggestions
  }

  /// Whether one more may be.
  func hasRoom(for kind: Kind) -> Bool { self[kind] < kind.limit }

  fileprivate subscript(kind: Kind) -> Int {
    get {
      switch kind {
      case .entry: entries
      case .testSet: testSets
      case .suggestion: suggestions
      }
    }
    set {
      switch kind {
      case .entry: entries = newValue
      case .testSet: testSets = newValue
      case .suggestion: suggestions = newValue
      }
    }
  }
}

extension KnowledgeScope {
  /// Counts one more.
  /// - Returns: `false` where there is no room; then nothing was counted.
  func makeRoom(for kind: KnowledgeHoldings.Kind) async throws(StoreFailure) -> Bool {
    var holdings = try await counted()
    guard holdings.hasRoom(for: kind) else { return false }
    holdings[kind] += 1
    try await save(holdings)
    return true
  }

  /// Counts one less.
  func freeRoom(of kind: KnowledgeHoldings.Kind) async throws(StoreFailure) {
    var holdings = try await counted()
    holdings[kind] = max(holdings[kind] - 1, 0)
    try await save(holdings)
  }

  /// How much there is. A tenant's first entries came with the tenant: they are counted once.
  private func counted() async throws(StoreFailure) -> KnowledgeHoldings {
    if let counted = try await knowledgeHoldings() { return counted }
    return KnowledgeHoldings(entries: try await knowledge().count)
  }
}
