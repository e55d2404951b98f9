/// Something that the receptionist knows: a question that callers ask, and what the tenant wants them told.
public struct KnowledgeEntry: Equatable, Sendable, Codable {
  /// Names one entry.
  public typealias ID = Identifier<KnowledgeEntry>

  public let id: ID
  public var question: String
  public var answer: String
  /// Higher answers first.
  public var priority: Int
  /// An entry that isn't active is never told.
  public var isActive: Bool

  /// An entry; priority and state as they are by default (requirement 211).
  public init(id: ID, question: String, answer: String, priority: Int = 0, isActive: Bool = true) {
    self.id = id
    self.question = question
    self.answer = answer
    self.priority = priority
    self.isActive = isActive
  }
}
