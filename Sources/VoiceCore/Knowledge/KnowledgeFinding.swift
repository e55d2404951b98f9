/// What was found for a caller's question, and why.
public struct KnowledgeFinding: Equatable, Sendable {
  /// The entries that answer it, the best first; none when nothing is near enough.
  public let answers: [KnowledgeAnswer]
  /// Entries that came near and not near enough, the best first.
  public let rejected: [KnowledgeAnswer]
  /// What looking it up took.
  public let work: KnowledgeWork

  /// The entry to be told.
  public var best: KnowledgeEntry? { answers.first?.entry }
}

/// An entry that answers a question, how well, and why.
public struct KnowledgeAnswer: Equatable, Sendable {
  public let entry: KnowledgeEntry
  /// 0…1: 1 when every word of the question stands in one of the entry's own, and the reverse.
  public let score: Double
  public let reason: KnowledgeReason
}

/// Why an entry was chosen.
public struct KnowledgeReason: Equatable, Sendable {
  /// What the caller's words were found in.
  public enum Place: Equatable, Sendable {
    /// A question of the entry, by its place: 0 is the first.
    case question(Int)
    /// What it answers, its key facts and its category.
    case answer
  }

  /// Two words that belong together.
  public struct Match: Equatable, Sendable {
    public let asked: String
    public let known: String
    public let manner: Manner

    /// A caller's word and an entry's.
    public init(asked: String, known: String, manner: Manner) {
      self.asked = asked
      self.known = known
      self.manner = manner
    }
  }

  /// How a word was recognised.
  public enum Manner: String, Equatable, Sendable, CaseIterable {
    /// The same but for letter case and accents.
    case same
    /// Another form of the word.
    case form
    /// Written nearly so.
    case spelling
  }

  public let place: Place
  /// By the caller's word.
  public let matches: [Match]
  /// Words of the caller that the entry doesn't have.
  public let unmatched: [String]
}

/// What one look-up visited: bounded by constants, however many entries there are.
public struct KnowledgeWork: Equatable, Sendable {
  /// Places of words in entries.
  public internal(set) var postings = 0
  /// Places of trigrams in words.
  public internal(set) var trigrams = 0
  /// Questions and answers that were compared word by word.
  public internal(set) var comparisons = 0

  /// The most of each: of postings, of trigrams, of comparisons.
  public static let maximum = (
    postings: KnowledgeIndex.maximumPostings,
    trigrams: KnowledgeIndex.maximumWords * KnowledgeVocabulary.maximumVisits,
    comparisons: KnowledgeIndex.maximumCandidates
  )
}
