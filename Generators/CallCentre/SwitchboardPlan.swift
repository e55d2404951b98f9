public import VoiceCore

/// How a simulated company takes calls after the receptionist: its departments, and the people who work there.
public struct SwitchboardPlan: Equatable, Sendable {
  /// One or two; callers who wish for a person go to the second where there is one, all others to the first.
  public var departments: [DepartmentHabits]
  public var desks: [DeskPlan]

  /// A switchboard of these departments, the standard one when none is given.
  public init(departments: [DepartmentHabits] = [DepartmentHabits()], desks: [DeskPlan]) {
    self.departments = departments.isEmpty ? [DepartmentHabits()] : Array(departments.prefix(2))
    self.desks = desks
  }
}

/// How a department takes its calls, in the words of `DepartmentRoute`.
public struct DepartmentHabits: Equatable, Sendable {
  /// Where calls go that it can't take.
  public enum Overflow: Equatable, Sendable, CaseIterable {
    case voicemail, otherDepartment, number, farewell
  }

  public var strategy = RingStrategy.inTurn
  public var ringSeconds = 20
  public var longestWaitSeconds = 300
  /// How many may wait.
  public var length = 1000
  public var overflow = Overflow.voicemail
  /// Whether the people of the other department stand in.
  public var hasBackups = false

  /// The standard ways.
  public init() {}
}

/// One agent's working day.
public struct DeskPlan: Equatable, Sendable {
  /// What they do when their telephone rings.
  public enum Answer: Equatable, Sendable {
    case picksUp(after: Duration)
    case letsItRing
    case declines(after: Duration)
  }

  /// What happens between coming and going.
  public enum Break: Equatable, Sendable {
    /// Says to be busy.
    case busy
    /// Says to be away.
    case away
    /// The computer is gone, without a word.
    case silent
  }

  /// A break, some time after they came or were back.
  public struct Pause: Equatable, Sendable {
    public var after: Duration
    public var span: Duration
    public var kind: Break

    /// A break of this kind.
    public init(after: Duration, span: Duration, _ kind: Break) {
      self.after = after
      self.span = span
      self.kind = kind
    }
  }

  /// Which of the departments, counted round and round.
  public var department: Int
  /// When they come, since the beginning of the day.
  public var comes: Duration
  /// Who stays for no time doesn't come.
  public var stays: Duration
  /// Whether they say that they go.
  public var saysGoodbye: Bool
  public var pauses: [Pause]
  /// One after the other, from the first again; who has none picks up after five seconds.
  public var answers: [Answer]
  public var wrapUpSeconds: Int
  /// How long they take to notice that they are offered nothing any more.
  public var notices: Duration

  /// A desk.
  public init(
    department: Int = 0, comes: Duration = .zero, stays: Duration = .seconds(8 * 3600), saysGoodbye: Bool = true,
    pauses: [Pause] = [], answers: [Answer] = [], wrapUpSeconds: Int = 30, notices: Duration = .seconds(20)
  ) {
    self.department = department
    self.comes = comes
    self.stays = stays
    self.saysGoodbye = saysGoodbye
    self.pauses = pauses
    self.answers = answers
    self.wrapUpSeconds = wrapUpSeconds
    self.notices = notices
  }
}
