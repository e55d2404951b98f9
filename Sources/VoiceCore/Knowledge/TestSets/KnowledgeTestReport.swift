/// What came of a set's questions, in their order.
public struct KnowledgeTestReport: Equatable, Sendable {
  /// Whether a question was answered as expected, and how it was when not.
  public enum Verdict: String, Sendable, CaseIterable {
    case passed
    /// Another entry answers.
    case otherEntry = "other_entry"
    /// Nothing answers.
    case noAnswer = "no_answer"
    /// An entry answers where none is to.
    case falseAnswer = "false_answer"
    /// The entry that is expected isn't told at this moment, or isn't there any more.
    case notTold = "not_told"
  }

  /// What came of one question.
  public struct Outcome: Equatable, Sendable {
    public let test: KnowledgeTestSet.Case
    public let verdict: Verdict
    public let trial: KnowledgeTrial
  }

  public let outcomes: [Outcome]

  init(_ set: KnowledgeTestSet, on bench: KnowledgeBench) {
    let told = Set(bench.index.entries.map(\.id))
    outcomes = set.cases.map { test in
      let trial = bench.try(test.question, in: test.language)
      return Outcome(test: test, verdict: Self.verdict(on: trial.answer?.entry.id, test.expected, told), trial: trial)
    }
  }

  /// Questions that were answered as expected.
  public var passed: Int { outcomes.count { $0.verdict == .passed } }
  /// Questions that an entry is to answer.
  public var expectingEntry: Int { outcomes.count { $0.test.expected != nil } }
  /// Questions that got an entry's answer though none is to be given.
  public var falseAnswers: Int { outcomes.count { $0.verdict == .falseAnswer } }
  /// Of the questions that an entry is to answer the share whose first answer is that entry; `nil` where there are none.
  public var recallAtOne: Double? {
    guard expectingEntry > 0 else { return nil }
    return Double(outcomes.count { $0.test.expected != nil && $0.verdict == .passed }) / Double(expectingEntry)
  }

  private static func verdict(
    on answering: KnowledgeEntry.ID?, _ expected: KnowledgeEntry.ID?, _ told: Set<KnowledgeEntry.ID>
  ) -> Verdict {
    guard answering != expected else { return .passed }
    guard let expected else { return .falseAnswer }
    guard told.contains(expected) else { return .notTold }
    return answering == nil ? .noAnswer : .otherEntry
  }
}
