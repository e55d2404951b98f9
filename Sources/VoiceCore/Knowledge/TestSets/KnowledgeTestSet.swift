/// Questions of callers, and what is expected to answer each: by these a tenant's people see what a change of their entries
/// does to all of them.
public struct KnowledgeTestSet: Equatable, Sendable, Codable {
  /// Names one set.
  public typealias ID = Identifier<KnowledgeTestSet>

  /// One question.
  public struct Case: Equatable, Sendable, Codable {
    public let question: String
    /// The caller's; the tenant's own without.
    public let language: Language?
    /// The entry that is to answer; `nil` where nothing is to.
    public let expected: KnowledgeEntry.ID?

    /// A question and what is expected.
    public init(question: String, language: Language? = nil, expected: KnowledgeEntry.ID?) {
      self.question = question
      self.language = language
      self.expected = expected
    }
  }

  public let id: ID
  public var name: String
  public var cases: [Case]

  /// A set of these questions.
  public init(id: ID, name: String, cases: [Case]) {
    self.id = id
    self.name = name
    self.cases = cases
  }

  /// Refuses a set without a name, one without questions, and one that is too long. What is expected need not be there: that is
  /// told when the set is run.
  /// - Throws: the first field that isn't acceptable, and why; `cases/2/question` is that of the third question.
  public func accept() throws(RefusedSetting) {
    try KnowledgeText.accept(name, as: "name", of: KnowledgeLimits.testNameLength)
    guard !cases.isEmpty else { throw RefusedSetting("cases", .missing) }
    guard cases.count <= KnowledgeLimits.testCases else {
      throw RefusedSetting("cases", .tooMany(KnowledgeLimits.testCases))
    }
    for (place, test) in cases.enumerated() {
      try KnowledgeText.accept(test.question, as: "cases/\(place)/question", of: KnowledgeLimits.questionLength)
    }
  }
}
