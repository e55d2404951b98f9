extension KnowledgeEntry {
  /// What a change says; `nil` leaves it as it is, and `.some(nil)` takes away what needn't be there.
  public struct Change: Equatable, Sendable {
    public var question: String?
    public var otherQuestions: [String]?
    public var answer: String?
    public var keyFacts: [String]?
    public var category: String??
    public var priority: Int?
    public var language: Language??
    public var validFrom: Timestamp??
    public var validUntil: Timestamp??
    public var isActive: Bool?

    /// A change of nothing.
    public init() {}
  }

  /// The entry as it is after a change.
  /// - Throws: the first field that isn't acceptable, and why.
  public func changed(by change: Change) throws(RefusedSetting) -> KnowledgeEntry {
    var entry = self
    entry.question = change.question ?? question
    entry.otherQuestions = change.otherQuestions ?? otherQuestions
    entry.answer = change.answer ?? answer
    entry.keyFacts = change.keyFacts ?? keyFacts
    entry.category = change.category ?? category
    entry.priority = change.priority ?? priority
    entry.language = change.language ?? language
    entry.validity = try KnowledgeValidity(
      from: change.validFrom ?? validity.from, until: change.validUntil ?? validity.until)
    entry.isActive = change.isActive ?? isActive
    try entry.accept()
    return entry
  }
}
