/// An agent's work within a window of time: the fold of their facts, in order. Facts from before the window are folded, too,
/// for they tell how it began; they count nothing.
public struct AgentMetrics: Equatable, Sendable {
  public let window: Range<Timestamp>
  /// Calls offered, in the window.
  public private(set) var offered = 0
  /// Conversations that ended in the window.
  public private(set) var handled = 0
  public private(set) var missed = 0
  public private(set) var refused = 0
  /// Talk and wrap-up of conversations, added up; two at once count twice.
  public private(set) var handling = Duration.zero
  /// Time with a conversation or its notes.
  public private(set) var occupied = Duration.zero
  /// Time available without either.
  public private(set) var idle = Duration.zero

  private var state: AgentState
  private var answeredAt: [Call.ID: Timestamp] = [:]
  private var last: Timestamp

  /// Nothing yet. `state` is the agent's before the first fact that will be folded.
  public init(over window: Range<Timestamp>, from state: AgentState, at moment: Timestamp) {
    self.window = window
    self.state = state
    last = moment
  }

  /// Average handle time: talk and wrap-up, per conversation; `nil` when there was none.
  public var averageHandleTime: Duration? { handled == 0 ? nil : handling / handled }

  /// The share of the time at work that had a conversation or its notes, 0…1; `nil` when there was no such time.
  public var occupancy: Double? {
    let atWork = occupied + idle
    return atWork == .zero ? nil : Double(occupied.wholeMicroseconds) / Double(atWork.wholeMicroseconds)
  }

  /// Folds a fact. One that is older than the last counts as of the last's moment.
  public mutating func take(_ fact: AgentState.Fact) {
    let moment = max(fact.at, last)
    pass(to: moment)
    let counts = window.contains(moment)
    switch fact {
    case .offered: offered += counts ? 1 : 0
    case .missed: missed += counts ? 1 : 0
    case .refused: refused += counts ? 1 : 0
    case .answered(let call, _): answeredAt[call] = moment
    case .finished(let call, _, let until):
      if let answered = answeredAt.removeValue(forKey: call), counts {
        handled += 1
        handling += until - answered
      }
    case .statusChosen, .lapsed, .withdrawn: break
    }
    state.evolve(fact)
  }

  /// Lets time pass to the end of what is to be counted.
  public mutating func pass(to moment: Timestamp) {
    guard moment > last else { return }
    let wrapUpEnd = state.wrapUpUntil.map { min(max($0, last), moment) } ?? last
    // Notes end by themselves, without a fact.
    add(from: last, to: wrapUpEnd, isOccupied: true)
    add(from: wrapUpEnd, to: moment, isOccupied: !state.calls.isEmpty)
    last = moment
  }

  private mutating func add(from start: Timestamp, to end: Timestamp, isOccupied: Bool) {
    let from = max(start, window.lowerBound)
    let to = min(end, window.upperBound)
    guard from < to else { return }
    if isOccupied {
      occupied += to - from
    } else if state.chosen == .available, state.missedAt == nil {
      idle += to - from
    }
  }
}
