import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P10-agent-status-management.md
  static let p10AgentStatusManagement = VerifiedProperty(
    number: 10, title: "Agent Status Management",
    core: {
      Property(10, "Agent Status Management", for: .agentScript, labels: P10.labels, coverage: P10.coverage) { script in
        var state = AgentState(agent: Identifier(1), since: Timestamp(microseconds: 0))
        var told = AgentState(agent: Identifier(1), since: Timestamp(microseconds: 0))
        var model = DeskModel()
        for step in script {
          model.now += step.after
          let now = DeskModel.moment(model.now)
          switch step.kind {
          case .open(let number):
            try requireEqual(state.open(P10.session(number), at: now), model.open(number), "at most three are open")
          case .refresh(let number):
            try requireEqual(
              state.refresh(P10.session(number), at: now), model.refresh(number), "a live session is kept")
          case .close(let number):
            state.close(P10.session(number))
            model.renewals[number] = nil
          case .command(let command):
            let facts = state.decide(P10.timely(command, at: now), at: now, wrapUp: .seconds(DeskModel.wrapUp))
            try requireEqual(!facts.isEmpty, model.take(command), "\(command) \(model.now) s after the beginning")
            state.evolve(facts)
            told.evolve(facts)
          }
          try requireEqual(state.condition(at: now), model.condition, "\(model.now) s after the beginning")
          try requireEqual(told.offer, state.offer, "the facts tell who is offered what")
          try requireEqual(told.calls, state.calls, "the facts tell who speaks with whom")
        }
      }
    },
    store: { source in
      Property(10, "Agent Status Management", for: .agentScript, labels: P10.labels, coverage: P10.coverage) { script in
        try await StoredDesk(try await source.make()).play(script)
      }
    }, isSimulated: true)
}

/// A desk whose state is kept: each step reads it, decides and keeps it with what happened, in one unit of work.
private struct StoredDesk: Sendable {
  private static let tenant: Tenant.ID = Identifier(0xA10)
  private static let agent: Agent.ID = Identifier(1)
  private let store: any Store

  init(_ store: any Store) { self.store = store }

  func play(_ script: [AgentStep]) async throws {
    guard let agent = try? Agent(id: Self.agent, name: "A", departments: [Identifier(1)]) else { return }
    try await store.transaction(for: Self.tenant) { scope throws(StoreFailure) in try await scope.save(agent) }
    var model = DeskModel()
    for step in script {
      model.now += step.after
      let now = DeskModel.moment(model.now)
      let did = try await take(step.kind, at: now)
      let expected =
        switch step.kind {
        case .open(let number): model.open(number)
        case .refresh(let number): model.refresh(number)
        case .close(let number): model.renewals.removeValue(forKey: number) != nil
        case .command(let command): model.take(command)
        }
      if case .close = step.kind {} else { try requireEqual(did, expected, "\(step.kind) at \(model.now) s") }
      let kept = try await store.read(for: Self.tenant) { scope throws(StoreFailure) in
        try await scope.agentState(Self.agent)
      }
      try requireEqual(kept?.condition(at: now) ?? .notAvailable, model.condition, "what is kept at \(model.now) s")
    }
    try await requireWholeHistory()
  }

  /// Whether anything followed.
  private func take(_ kind: AgentStep.Kind, at now: Timestamp) async throws -> Bool {
    try await store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
      var state =
        try await scope.agentState(Self.agent) ?? AgentState(agent: Self.agent, since: Timestamp(microseconds: 0))
      var facts: [AgentState.Fact] = []
      let did: Bool
      switch kind {
      case .open(let number): did = state.open(P10.session(number), at: now)
      case .refresh(let number): did = state.refresh(P10.session(number), at: now)
      case .close(let number):
        state.close(P10.session(number))
        did = true
      case .command(let command):
        facts = state.decide(P10.timely(command, at: now), at: now, wrapUp: .seconds(DeskModel.wrapUp))
        state.evolve(facts)
        did = !facts.isEmpty
      }
      try await scope.save(state, facts: facts)
      return did
    }
  }

  /// What happened is kept in order and without gaps, and tells what the state tells.
  private func requireWholeHistory() async throws {
    var told: [RecordedAgentFact] = []
    while true {
      let last = told.last
      let page = try await store.read(for: Self.tenant) { scope throws(StoreFailure) in
        try await scope.agentFacts(of: Self.agent, since: Timestamp(microseconds: 0), after: last, limit: 7)
      }
      told += page
      guard page.count == 7 else { break }
    }
    try requireEqual(told.map(\.ordinal), Array(1..<told.count + 1), "the numbers of what happened")
    let state = try await store.read(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.agentState(Self.agent)
    }
    guard var folded = told.first?.before else { return }
    for recorded in told {
      try requireEqual(recorded.before.offer, folded.offer, "what rang before fact \(recorded.ordinal)")
      folded.evolve(recorded.fact)
    }
    try requireEqual(folded.offer, state?.offer, "the facts tell who is offered what")
    try requireEqual(folded.calls, state?.calls ?? [], "the facts tell who speaks with whom")
  }
}

/// The law once more, in seconds and plain variables.
struct DeskModel {
  static let wrapUp = 10
  static let ringTime = 15

  var now = 0
  /// Of each open session, when it was last renewed.
  var renewals: [Int: Int] = [:]
  private var chosen = AgentStatus.notAvailable
  private var hasMissed = false
  private var ringing: (call: Call.ID, until: Int)?
  private var talking: [Call.ID] = []
  private var notesUntil = 0

  static func moment(_ seconds: Int) -> Timestamp { Timestamp(microseconds: Int64(seconds) * 1_000_000) }

  /// The second missed refresh would have come 30 s after the last one.
  private func lives(_ session: Int) -> Bool { renewals[session].map { now - $0 <= 30 } ?? false }
  private var isThere: Bool { renewals.keys.contains(where: lives) }

  mutating func open(_ session: Int) -> Bool {
    if !isThere { chosen = .notAvailable }
    guard lives(session) || renewals.keys.count(where: { lives($0) && $0 != session }) < 3 else { return false }
    renewals[session] = now
    return true
  }

  mutating func refresh(_ session: Int) -> Bool {
    guard lives(session) else { return false }
    renewals[session] = now
    return true
  }

  var condition: AgentState.Condition {
    if !isThere || chosen == .notAvailable { return .notAvailable }
    if hasMissed { return .missed }
    if chosen == .busy { return .busy }
    if ringing != nil { return .offered }
    if !talking.isEmpty { return .talking }
    return now < notesUntil ? .wrappingUp : .available
  }

  /// Whether something follows from a command.
  mutating func take(_ command: AgentState.Command) -> Bool {
    switch command {
    case .choose(let status):
      let declines = ringing != nil && status != .available
      let changes = status != chosen || hasMissed || (status == .available && notesUntil > 0)
      guard declines || changes else { return false }
      if declines { ringing = nil }
      if changes {
        (chosen, hasMissed) = (status, false)
        if status == .available { notesUntil = 0 }
      }
    case .offer(let call, _):
      guard condition == .available else { return false }
      ringing = (call, now + Self.ringTime)
    case .answer(let call):
      guard let rings = ringing, rings.call == call, now < rings.until else { return false }
      talking.append(call)
      ringing = nil
    case .ringOut(let call):
      guard let rings = ringing, rings.call == call, now >= rings.until else { return false }
      (ringing, hasMissed) = (nil, true)
    case .refuse(let call), .withdraw(let call):
      guard ringing?.call == call else { return false }
      ringing = nil
    case .finish(let call):
      guard talking.contains(call) else { return false }
      talking.removeAll { $0 == call }
      notesUntil = now + Self.wrapUp
    case .lookForPresence:
      guard !isThere, chosen != .notAvailable else { return false }
      if ringing != nil { (ringing, hasMissed) = (nil, true) }
      chosen = .notAvailable
    }
    return true
  }
}

private enum P10 {
  static let coverage = [
    Coverage("offered", atLeast: 15), Coverage("missed", atLeast: 2), Coverage("lapses", atLeast: 20),
    Coverage("fourth session", atLeast: 2), Coverage("unwanted offer", atLeast: 20),
  ]

  static func session(_ number: Int) -> Session.ID { Identifier(UInt128(number)) }

  /// An offer rings for its time from now.
  static func timely(_ command: AgentState.Command, at now: Timestamp) -> AgentState.Command {
    if case .offer(let call, _) = command { .offer(call, until: now + .seconds(DeskModel.ringTime)) } else { command }
  }

  static let labels: @Sendable ([AgentStep]) -> [String] = { script in
    var model = DeskModel()
    var labels: Set<String> = []
    for step in script {
      let before = model.condition
      model.now += step.after
      if before != .notAvailable, model.condition == .notAvailable { labels.insert("lapses") }
      switch step.kind {
      case .open(let number): if !model.open(number) { labels.insert("fourth session") }
      case .refresh(let number): _ = model.refresh(number)
      case .close(let number): model.renewals[number] = nil
      case .command(let command):
        let follows = model.take(command)
        if case .offer = command { labels.insert(follows ? "offered" : "unwanted offer") }
      }
      if model.condition == .missed { labels.insert("missed") }
    }
    return labels.sorted()
  }
}
