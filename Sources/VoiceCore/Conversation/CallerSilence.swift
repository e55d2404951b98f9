/// Whether a caller of whom nothing is heard is still there: they are asked so often, then they hear goodbye and the call ends.
///
/// Without a clock: whoever hears both sides tells when neither was heard for `Rule.patience`.
public struct CallerSilence: Equatable, Sendable {
  /// How long a caller may be silent, and how often they are asked.
  public struct Rule: Equatable, Sendable {
    /// How long neither side is heard before something is done: 10 s.
    public let patience: Duration
    /// How often the caller is asked before the call ends: twice.
    public let questions: Int

    /// What may be set.
    public static let patiences: ClosedRange<Duration> = .seconds(3) ... .seconds(300)

    /// A rule of these parts; `nil` for a patience outside its range, or fewer than one question.
    public init?(patience: Duration = standard.patience, questions: Int = standard.questions) {
      guard Self.patiences.contains(patience), questions > 0 else { return nil }
      self.init(legal: patience, questions)
    }

    private init(legal patience: Duration, _ questions: Int) {
      self.patience = patience
      self.questions = questions
    }

    /// Two questions, each after 10 s.
    public static let standard = Rule(legal: .seconds(10), 2)
  }

  /// What is to be done.
  public enum Step: Equatable, Sendable {
    /// Ask whether they are there.
    case ask
    /// Say goodbye and end the call.
    case close
  }

  private let rule: Rule
  /// Questions that were put since the caller was heard last.
  private var asked = 0
  /// A question is wanted, and nothing was said since.
  private var isAsking = false

  /// A caller who is there.
  public init(_ rule: Rule = .standard) { self.rule = rule }

  /// The caller spoke, made themselves heard or pressed a key.
  public mutating func callerWasThere() { (asked, isAsking) = (0, false) }

  /// The receptionist was heard. Only a question that was heard counts: nobody is hung up on who wasn't asked.
  public mutating func receptionistSpoke() {
    asked += isAsking ? 1 : 0
    isAsking = false
  }

  /// Neither was heard for the patience that the rule has, counted from the last sound, or from the last time that this was told.
  public mutating func bothFellSilent() -> Step {
    guard asked < rule.questions else { return .close }
    isAsking = true
    return .ask
  }
}
