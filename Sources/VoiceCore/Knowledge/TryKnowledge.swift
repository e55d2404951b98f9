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
  ///   - question: the first `KnowledgeLimits.questionLength` characters or less; longer ones are for the caller of this to refuse.
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

/// A tenant's entries at one moment, ready to be asked.
struct KnowledgeBench: Sendable {
  let index: KnowledgeIndex
  /// The tenant's own.
  let language: Language

  func `try`(_ question: String, in wanted: Language?) -> KnowledgeTrial {
    let language = wanted ?? language
    return KnowledgeTrial(index.lookUp(question, at: nil, in: language), amid: index.count, in: language)
  }
}

/// What came of a question that was tried.
public struct KnowledgeTrial: Equatable, Sendable {
  /// Why nothing answers.
  public enum Absence: String, Sendable, CaseIterable {
    /// No entry is told at this moment.
    case nothingTold = "nothing_told"
    /// No entry has any of the question's words.
    case unknownWords = "unknown_words"
    /// Entries have some of its words, and too few.
    case tooFar = "too_far"
  }

  /// The entry that answers.
  public let answer: KnowledgeAnswer?
  /// Why there is none.
  public let absence: Absence?
  /// What comes behind it, the best first: what would answer as well, then what came near.
  public let others: [KnowledgeAnswer]
  /// What the offline receptionist would say: the entry's answer, or that it didn't understand.
  public let reply: String

  init(_ finding: KnowledgeFinding, amid entries: Int, in language: Language) {
    answer = finding.answers.first
    others = Array(finding.answers.dropFirst()) + finding.rejected
    reply = answer?.entry.answer ?? Phrase.notUnderstood.text(in: language)
    absence =
      answer != nil ? nil : entries == 0 ? .nothingTold : finding.rejected.isEmpty ? .unknownWords : .tooFar
  }
}
