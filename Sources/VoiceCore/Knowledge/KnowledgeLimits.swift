/// How much one entry, and one tenant, may have.
public enum KnowledgeLimits {
  /// Entries of a tenant.
  public static let entries = 100_000
  /// Ways to ask beside the first.
  public static let otherQuestions = 20
  /// Characters of a question.
  public static let questionLength = 1...300
  /// Characters of an answer: two minutes when it is read aloud.
  public static let answerLength = 1...2000
  /// Facts that an answer must hold.
  public static let keyFacts = 10
  /// Characters of one fact.
  public static let keyFactLength = 1...200
  /// Characters of a category.
  public static let categoryLength = 1...60
  /// Sets of questions that a tenant tries its entries by.
  public static let testSets = 50
  /// Questions of one set.
  public static let testCases = 200
  /// Characters of a set's name.
  public static let testNameLength = 1...60
  /// Suggestions of a tenant, those that were judged among them until they are taken out.
  public static let suggestions = 1000
  /// Legal priorities.
  public static let priorities = -1000...1000
}
