/// A stored call once more, step by step: what happened and what was said in the order of time, and how the call stood
/// before and after each.
public struct CallReplay: Equatable, Sendable {
  /// How the call stood.
  public struct State: Equatable, Sendable {
    /// The fold of the facts so far.
    public internal(set) var call: Call
    /// In whose queue the caller waits, and since when; `nil` while in none.
    public internal(set) var queue: Place?
    /// How much was said so far.
    public internal(set) var utterances = 0

    /// A place in a queue.
    public struct Place: Equatable, Sendable {
      public let department: Department.ID
      public let since: Timestamp
    }

    fileprivate init(_ call: Call) { self.call = call }

    fileprivate mutating func take(_ recorded: RecordedFact) {
      call.evolve(recorded.fact)
      switch recorded.fact {
      case .queued(let department): queue = Place(department: department, since: recorded.at)
      case .queueLeft, .ended: queue = nil
      default: break
      }
    }
  }

  /// One thing that happened.
  public struct Step: Equatable, Sendable {
    public let line: CallLogLine
    /// How long after the call's beginning.
    public let offset: Duration
    public let before: State
    public let after: State
  }

  /// How the call stood before anything happened.
  public let beginning: State
  public let steps: [Step]
  /// Whether the call that is stored is what its facts say; `nil` where the oldest of them are forgotten.
  public let isFaithful: Bool?

  /// - Parameters:
  ///   - call: as it is stored.
  ///   - facts: all that are kept of it, by ordinal.
  ///   - transcript: in order.
  ///   - language: in which the tenant's calls begin.
  public init(_ call: Call, _ facts: [RecordedFact], _ transcript: [Utterance], language: Language) {
    let isSettled = facts.contains { if case .conversation(.languageSettled) = $0.fact { true } else { false } }
    beginning = State(call.beginning(in: isSettled ? language : call.conversation.language))
    var state = beginning
    var steps: [Step] = []
    for moment in Self.merged(facts, transcript) {
      let before = state
      switch moment {
      case .fact(let recorded): state.take(recorded)
      case .said: state.utterances += 1
      }
      steps.append(Step(line: moment.line, offset: moment.at - call.startedAt, before: before, after: state))
    }
    self.steps = steps
    isFaithful = facts.first?.ordinal == 1 ? state.call == call : nil
  }

  /// How the call stood so long after its beginning.
  public func state(at offset: Duration) -> State { steps.last { $0.offset <= offset }?.after ?? beginning }

  /// The lines of the exported log.
  public var lines: [CallLogLine] { steps.map(\.line) }

  static func lines(_ facts: [RecordedFact], _ transcript: [Utterance]) -> [CallLogLine] {
    merged(facts, transcript).map(\.line)
  }

  private enum Moment {
    case fact(RecordedFact)
    case said(Utterance)

    var at: Timestamp {
      switch self {
      case .fact(let recorded): recorded.at
      case .said(let utterance): utterance.at
      }
    }

    var line: CallLogLine {
      switch self {
      case .fact(let recorded): CallLogLine(recorded)
      case .said(let utterance): CallLogLine(utterance)
      }
    }
  }

  /// By time, facts first; each list stays in its own order, also where that goes back in time.
  private static func merged(_ facts: [RecordedFact], _ transcript: [Utterance]) -> [Moment] {
    var moments: [Moment] = []
    var said = transcript[...]
    for fact in facts {
      while let next = said.first, next.at < fact.at {
        moments.append(.said(next))
        said.removeFirst()
      }
      moments.append(.fact(fact))
    }
    return moments + said.map(Moment.said)
  }
}

extension Call {
  /// The call as it was announced, before anything happened to it.
  func beginning(in language: Language) -> Call {
    Call(
      id: id, carrierID: carrierID, direction: direction, caller: caller, dialled: dialled, startedAt: startedAt,
      language: language, connectsTo: connectsTo, callsBack: callsBack, credit: credit)
  }
}
