/// Something that the receptionist knows: what callers ask, and what the tenant wants them told.
public struct KnowledgeEntry: Equatable, Sendable {
  /// Names one entry.
  public typealias ID = Identifier<KnowledgeEntry>

  public let id: ID
  /// What callers ask, as the key menu offers it.
  public var question: String
  /// The same in other words.
  public var otherQuestions: [String]
  public var answer: String
  /// What an answer must not leave out: a price, a time, a condition.
  public var keyFacts: [String]
  /// The subject, by which people find their entries again; its words are looked for, too.
  public var category: String?
  /// Higher answers first.
  public var priority: Int
  /// In which language it is written; `nil` for one that serves callers of any.
  public var language: Language?
  /// When it may be told.
  public var validity: KnowledgeValidity
  /// An entry that isn't active is never told.
  public var isActive: Bool

  /// An entry; priority and state as they are by default (requirement 211).
  public init(
    id: ID, question: String, otherQuestions: [String] = [], answer: String, keyFacts: [String] = [],
    category: String? = nil, priority: Int = 0, language: Language? = nil, validity: KnowledgeValidity = .always,
    isActive: Bool = true
  ) {
    self.id = id
    self.question = question
    self.otherQuestions = otherQuestions
    self.answer = answer
    self.keyFacts = keyFacts
    self.category = category
    self.priority = priority
    self.language = language
    self.validity = validity
    self.isActive = isActive
  }

  /// All ways to ask, the first one first.
  public var questions: [String] { [question] + otherQuestions }

  /// Whether a caller may be told it at this moment.
  public func isTold(at moment: Timestamp) -> Bool { isActive && validity.covers(moment) }

  /// The order of entries: the more important first, then by id.
  public static func goesBefore(_ left: KnowledgeEntry, _ right: KnowledgeEntry) -> Bool {
    (right.priority, left.id) < (left.priority, right.id)
  }
}
