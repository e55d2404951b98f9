/// What a caller who has finished speaking hears by when (property 5): a filler when nothing else is heard soon, the answer in time, else
/// that of the next member of the chain of voice AIs; when none is left, a prompt and a person.
///
/// Without clock and sockets: what happens is told with its moment, `due` says when to look again, `step` what is to be done then.
public struct AnswerWatch: Equatable, Sendable {
  /// How long a caller waits.
  public struct Rule: Equatable, Sendable {
    /// From the end of the caller's speech, or of what is being said, until a filler.
    public var filler: Duration = .milliseconds(800)
    /// From there until the first audio of an answer, or more of one that has stalled; then the next member has its turn.
    public var answer: Duration = .seconds(2)
    /// From when the next member has its turn until its first audio.
    public var next: Duration = .seconds(1)

    /// The default times. Source: property 5.
    public init() {}
  }

  /// What is to be done.
  public enum Step: Equatable, Sendable {
    case sayFiller
    /// The member at this place of the chain takes over.
    case giveWay(to: Int)
    /// None is left: a prompt, then a person.
    case giveUp
  }

  private enum Phase: Equatable, Sendable {
    /// Nothing is owed.
    case quiet
    /// An answer is owed, since then and by then.
    case waiting(since: Timestamp, by: Timestamp)
    /// An answer is being given, and more of it is to come.
    case speaking
    /// The last words are spoken for, or somebody else has the caller.
    case over
  }

  private let rule: Rule
  private let members: Int
  private var phase = Phase.quiet
  private var hasFilled = false
  /// When the member at work last gave audio.
  private var lastAudio: Timestamp?
  /// Until when what was given to the caller's ear lasts, and what of it is the member's.
  private var heardUntil: Timestamp?
  private var answeredUntil: Timestamp?
  /// Whose turn it is, by place in the chain.
  public private(set) var member: Int

  /// A watch over a chain of so many members, whose turn it is from this one on.
  public init(_ rule: Rule = Rule(), members: Int, beginningWith member: Int = 0) {
    self.rule = rule
    self.members = members
    self.member = member
  }

  // MARK: What happens

  /// The caller finished speaking, pressed a key or was just connected: an answer is owed since then, unless it is being given.
  public mutating func callerFinished(at moment: Timestamp) {
    guard phase != .over, lastAudio.map({ $0 < moment }) ?? true else { return }
    phase = .waiting(since: moment, by: moment + rule.answer)
    hasFilled = false
  }

  /// The caller speaks: nothing is owed until that is over.
  public mutating func callerSpeaks(at moment: Timestamp) {
    (heardUntil, answeredUntil) = (moment, moment)
    // A turn begins, whose answer may come before its end is known.
    hasFilled = false
    if phase != .over { phase = .quiet }
  }

  /// The member at work gave audio of such a length.
  public mutating func memberSpoke(for length: Duration, at moment: Timestamp) {
    lastAudio = moment
    play(length, at: moment)
    answeredUntil = heardUntil
    if phase != .over { phase = .speaking }
  }

  /// What the member at work said so far is complete.
  public mutating func memberFinished() { if phase == .speaking { phase = .quiet } }

  /// A filler of such a length was given.
  public mutating func fillerSaid(for length: Duration, at moment: Timestamp) { play(length, at: moment) }

  /// Nothing of what was said is heard any more.
  public mutating func fellSilent(at moment: Timestamp) { (heardUntil, answeredUntil) = (moment, moment) }

  /// The member at work can't go on, or never came.
  public mutating func memberFailed(at moment: Timestamp) -> Step? {
    switch phase {
    case .over: nil
    case .waiting(let since, _): change(since: since, at: moment)
    case .quiet, .speaking: change(since: moment, at: moment)
    }
  }

  /// The last words were asked for, or the caller is gone.
  public mutating func end() { phase = .over }

  // MARK: Time

  /// When to look again; `nil` while nothing is owed.
  public var due: Timestamp? {
    guard let (since, by) = owed else { return nil }
    return hasFilled ? by : min(since + rule.filler, by)
  }

  /// What is to be done now, one thing at a time.
  public mutating func step(at now: Timestamp) -> Step? {
    guard let (since, by) = owed else { return nil }
    if now >= by { return change(since: since, at: now) }
    guard !hasFilled, now >= since + rule.filler else { return nil }
    hasFilled = true
    return .sayFiller
  }

  private var owed: (since: Timestamp, by: Timestamp)? {
    switch phase {
    case .quiet, .over: nil
    case .waiting(let since, let by): (since, by)
    case .speaking: answeredUntil.map { ($0, $0 + rule.answer) }
    }
  }

  private mutating func change(since: Timestamp, at now: Timestamp) -> Step {
    member += 1
    guard member < members else {
      phase = .over
      return .giveUp
    }
    lastAudio = nil
    phase = .waiting(since: since, by: now + rule.next)
    return .giveWay(to: member)
  }

  private mutating func play(_ length: Duration, at moment: Timestamp) {
    heardUntil = max(heardUntil ?? moment, moment) + length
  }
}
