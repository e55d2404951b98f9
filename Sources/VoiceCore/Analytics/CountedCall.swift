/// What a call that is over adds to the figures: a fold of its facts, and of nothing else. It counts where it began, so that
/// a share of calls (answered in time, given up) is always one of the same calls.
public struct CountedCall: Equatable, Sendable {
  public let startedAt: Timestamp
  /// What it adds to the tenant's figures.
  public private(set) var figures: [AnalyticsSubject: AnalyticsTally] = [:]
  /// What it adds to each department's: to a queue's what happened in the queue, to the call's own at its end everything else.
  public private(set) var departments: [Department.ID: [AnalyticsSubject: AnalyticsTally]] = [:]
  /// Of the fact with which it was over.
  public let ordinal: Int

  private let department: Department.ID?

  /// The figures of a call; `nil` while it runs, and where its beginning is forgotten.
  /// - Parameter facts: all of it, by ordinal. What comes after its end, of its recording or transcript, counts nothing.
  public init?(_ call: Call, facts: [RecordedFact]) {
    guard facts.first?.ordinal == 1,
      let index = facts.firstIndex(where: { if case .ended = $0.fact { true } else { false } })
    else { return nil }
    startedAt = call.startedAt
    department = call.department
    ordinal = facts[index].ordinal
    let state = follow(facts[...index], from: call.beginning(in: call.conversation.language))
    count(state)
  }

  /// What adds up as it happens.
  private mutating func follow(_ facts: ArraySlice<RecordedFact>, from beginning: Call) -> Call {
    var call = beginning
    var wantedAt: Timestamp?
    var talkingSince: Timestamp?
    var queues: [Department.ID: Timestamp] = [:]
    for recorded in facts {
      let before = call
      call.evolve(recorded.fact)
      let at = recorded.at
      switch recorded.fact {
      case .queued(let department):
        queues[department] = at
        add(1, to: .queueEntered, of: department)
      case .queueLeft(let department, let exit):
        leave(department, as: exit, after: queues.removeValue(forKey: department).map { at - $0 } ?? .zero)
      case .transferStarted(let transfer): add(1, to: .handedOver(transfer.reason), of: self.department)
      case .waited(let wait):
        add(Int(wait.total.wholeMilliseconds), to: .latency, of: self.department)
        for stage in TurnWait.Stage.allCases {
          add(Int(wait[stage].wholeMicroseconds), to: .waited(stage), of: self.department)
        }
      default: break
      }
      if wantedAt == nil, call.direction == .inbound, call.wantsPerson {
        wantedAt = at
        add(1, to: .wantedPerson, of: department)
      }
      if !before.hasMetPerson, call.hasMetPerson, let wantedAt { meet(after: at - wantedAt) }
      if talkingSince == nil, call.hasMetMore(than: before) {
        talkingSince = at
      } else if let since = talkingSince, recorded.fact.endsTalk {
        add(Int((at - since).wholeMilliseconds), to: .talk, of: department)
        talkingSince = nil
      }
    }
    let isLeft = [.voicemail, .callBack].contains(CallOutcome(of: call))
    if wantedAt != nil, !call.hasMetPerson, !isLeft, call.ending?.cause == .hungUp {
      add(1, to: .abandonedPerson, of: department)
    }
    return call
  }

  private mutating func meet(after wait: Duration) {
    add(1, to: .metPerson, of: department)
    add(Int(wait.wholeMilliseconds), to: .answerSpeed, of: department)
    if wait <= AnalyticsTally.serviceTarget { add(1, to: .metPersonInTime, of: department) }
  }

  private mutating func leave(_ queue: Department.ID, as exit: QueueExit, after wait: Duration) {
    add(1, to: .queueLeft(exit), of: queue)
    let milliseconds = Int(wait.wholeMilliseconds)
    switch exit {
    case .served:
      add(milliseconds, to: .waitServed, of: queue)
      if wait <= AnalyticsTally.serviceTarget { add(1, to: .queueServedInTime, of: queue) }
    case .abandoned: add(milliseconds, to: .waitAbandoned, of: queue)
    case .waitedTooLong, .calledBack, .notReached, .sentOn: break
    }
  }

  /// What the whole call came to.
  private mutating func count(_ call: Call) {
    guard let ending = call.ending, let outcome = CallOutcome(of: call) else { return }
    add(1, to: .direction(call.direction), of: department)
    add(1, to: .outcome(outcome), of: department)
    add(Int((ending.at - call.startedAt).wholeMilliseconds), to: .duration, of: department)
    if call.answeredAt != nil { add(1, to: .answered, of: department) }
    if let verdict = call.screening {
      add(1, to: .screened(verdict.action), of: department)
      if verdict.isAllowListed { add(1, to: .allowListed, of: department) }
    }
    if ending.cause == .spam { add(1, to: .endedAsSpam, of: department) }
    if call.streams > 0 { add(1, to: .conversations, of: department) }
    if !call.conversation.attempts.isEmpty { add(1, to: .asked, of: department) }
    if outcome == .served { add(1, to: .resolved, of: department) }
    for attempt in call.conversation.attempts { add(1, to: .attempts(attempt.verdict), of: department) }
    guard let usage = call.aiUsage else { return }
    add(1, to: .metered, of: department)
    add(usage.microdollars, to: .cost, of: department)
    for kind in AIUsage.Kind.allCases { add(usage[kind], to: .used(kind), of: department) }
  }

  private mutating func add(_ amount: Int, to count: AnalyticsCount, of department: Department.ID?) {
    change(count.subject, of: department) { $0.add(amount, to: count) }
  }

  private mutating func add(_ value: Int, to spread: AnalyticsSpread, of department: Department.ID?) {
    change(spread.subject, of: department) { $0.add(value, to: spread) }
  }

  private mutating func change(
    _ subject: AnalyticsSubject, of department: Department.ID?, _ change: (inout AnalyticsTally) -> Void
  ) {
    change(&figures[subject, default: AnalyticsTally()])
    if let department { change(&departments[department, default: [:]][subject, default: AnalyticsTally()]) }
  }
}

extension Call {
  /// The caller is on their way to a person, or with one.
  fileprivate var wantsPerson: Bool {
    if transfer != nil { return true }
    switch course?.stop {
    case .ringing, .number, .waiting, .conference: return true
    case .receptionist, .voicemail, .farewell, .done, nil: return false
    }
  }

  /// Somebody of ours began to talk with the caller.
  fileprivate func hasMetMore(than before: Call) -> Bool {
    participants.count > before.participants.count || (hasMetPerson && !before.hasMetPerson)
      || (floor?.isTakenOver == true && before.floor?.isTakenOver != true)
  }
}

extension Call.Fact {
  /// Whoever talked with the caller doesn't any more.
  fileprivate var endsTalk: Bool {
    switch self {
    case .ended: true
    case .floor(.handedBack): true
    case .routed(let course, _): if case .conference = course.stop { false } else { true }
    default: false
    }
  }
}
