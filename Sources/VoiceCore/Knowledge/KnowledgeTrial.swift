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
  /// What comes behind it, the best first: what answers too, then what came near.
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
