/// A question that was answered wrongly, or not at all, when somebody of the tenant's people tried it: what the entries should be
/// made to answer.
public struct KnowledgeSuggestion: Equatable, Sendable, Codable {
  /// Names one suggestion.
  public typealias ID = Identifier<KnowledgeSuggestion>

  /// What became of it.
  public enum State: String, Sendable, Codable, CaseIterable {
    case open, accepted, dismissed
  }

  public let id: ID
  public let question: String
  public let language: Language?
  /// The entry that answered, and shouldn't have; `nil` where nothing answered.
  public let wrongEntry: KnowledgeEntry.ID?
  /// What should be answered, where whoever suggests it knows.
  public let answer: String?
  public let at: Timestamp
  public private(set) var state = State.open
  /// The entry that answers it since it was accepted.
  public private(set) var entry: KnowledgeEntry.ID?

  /// An open suggestion.
  public init(
    id: ID, question: String, language: Language? = nil, wrongEntry: KnowledgeEntry.ID? = nil, answer: String? = nil,
    at moment: Timestamp
  ) {
    self.id = id
    self.question = question
    self.language = language
    self.wrongEntry = wrongEntry
    self.answer = answer
    at = moment
  }

  /// - Throws: the first field that isn't acceptable, and why.
  public func accept() throws(RefusedSetting) {
    try KnowledgeText.accept(question, as: "question", of: KnowledgeLimits.questionLength)
    if let answer { try KnowledgeText.accept(answer, as: "answer", of: KnowledgeLimits.answerLength) }
  }

  /// The same, judged.
  func judged(_ state: State, answeredBy entry: KnowledgeEntry.ID? = nil) -> KnowledgeSuggestion {
    var judged = self
    judged.state = state
    judged.entry = entry
    return judged
  }
}
