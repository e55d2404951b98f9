/// Keeps the tool calls of a model in bounds (property 44): each gets one result in its session, however often it is told, and a
/// model that calls again and again for one turn of the caller comes to an end, in words.
public struct ToolLoop: Equatable, Sendable {
  /// Responses with calls, in one turn of the caller, after which the model goes on without tools.
  public static let standardMaximumRounds = 5
  /// Calls of one session that are known to have their result; the oldest are forgotten.
  public static let remembered = 1024

  /// What follows calls that have their results.
  public enum Next: Equatable, Sendable {
    /// The model goes on, and may call again.
    case goOn
    /// The model goes on, in words alone.
    case answerInWords
    /// It called all the same. The caller hears that this can't be done, which is a failed attempt.
    case apologise
    /// The caller has heard so already.
    case nothing
  }

  private let maximumRounds: Int
  private var answered: Set<String> = []
  /// The same, the oldest first.
  private var order: [String] = []
  private var rounds = 0
  private var hasApologised = false

  /// No calls yet.
  /// - Parameter maximumRounds: at least 1.
  public init(maximumRounds: Int = Self.standardMaximumRounds) { self.maximumRounds = max(maximumRounds, 1) }

  /// Whether the model has called often enough in this turn of the caller.
  public var mustAnswerInWords: Bool { rounds >= maximumRounds }

  /// The caller asks something new, or the model may begin anew.
  public mutating func turnBegan() { (rounds, hasApologised) = (0, false) }

  /// Another session knows nothing of the calls of the former one, and may call theirs the same.
  public mutating func sessionBegan() { (answered, order) = ([], []) }

  /// Whether this call is to get its result now: `false` when it has one.
  public mutating func owesResult(to call: String) -> Bool {
    guard answered.insert(call).inserted else { return false }
    order.append(call)
    if order.count > Self.remembered { answered.remove(order.removeFirst()) }
    return true
  }

  /// A response with calls, for the caller's present turn, has ended.
  public mutating func roundEnded() { rounds += 1 }

  /// What follows when the model is to go on after its calls.
  public mutating func next() -> Next {
    if rounds < maximumRounds { return .goOn }
    if rounds == maximumRounds { return .answerInWords }
    guard !hasApologised else { return .nothing }
    hasApologised = true
    return .apologise
  }
}
