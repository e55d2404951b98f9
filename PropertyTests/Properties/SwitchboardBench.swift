import Generators
import PropertyTesting
import VoiceCore

/// A company with a switchboard over any store, and one call in it: three agents of sales, and a department of service where
/// nobody works, for which the third agent stands in.
struct SwitchboardBench: Sendable {
  static let sales = Department.ID(1)
  static let service = Department.ID(2)
  static let agents = (0..<3).map { Agent.ID(UInt128(0xA6 + $0)) }

  let store: any Store
  let time = ManualTime()
  let carrier: StandingCarrier
  let tenant: Tenant.ID
  let caller: Caller
  private let line = TestTenant.line(of: 1)
  private let tokens = SecretTokens.counting()
  private let carrierID: CarrierCallID

  init(_ store: any Store, caller: Caller, carrier: StandingCarrier = StandingCarrier(.live)) async throws {
    guard let carrierID = CarrierCallID("CA1") else { preconditionFailure("the name is one") }
    self.store = store
    self.caller = caller
    self.carrier = carrier
    self.carrierID = carrierID
    var plan = TestTenant.plan(1)
    plan.tenant.settings.routing.customerService = .department(Self.sales)
    tenant = plan.tenant.id
    try await ProvisionTenant(store: store)(plan)
    let service = Department(id: Self.service, name: "service", number: plan.tenant.settings.customerService)
    let routes = [
      try DepartmentRoute(department: Self.sales, limits: QueueLimits(longestWaitSeconds: 60)),
      try DepartmentRoute(department: Self.service, backups: [Self.agents[2]]),
    ]
    var made: [Agent] = []
    for id in Self.agents { made.append(try Agent(id: id, name: "Agent", departments: [Self.sales])) }
    let (people, now) = (made, time.now())
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(service)
      for route in routes { try await scope.save(route) }
      for agent in people {
        try await scope.save(agent)
        var state = AgentState(agent: agent.id, since: now)
        _ = state.open(Session.ID(agent.id.bits), at: now)
        let facts = state.decide(.choose(.available), at: now)
        state.evolve(facts)
        try await scope.save(state, facts: facts)
      }
    }
  }

  /// Time passes, and the agents stay there.
  func pass(_ span: Duration) async throws {
    var left = span
    while left > .zero {
      let step = min(left, .seconds(10))
      time.advance(by: step)
      left -= step
      let now = time.now()
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        for var state in try await scope.agentStates() where state.refresh(Session.ID(state.agent.bits), at: now) {
          try await scope.save(state, facts: [])
        }
      }
    }
  }

  /// The call rings here.
  func ring(admission: Admission = .open) async throws -> AnswerCall.Answer {
    let answer = AnswerCall(
      store: store, time: time, ids: .counting(), tokens: tokens, admission: admission,
      desk: ScreeningDesk(store: store, chance: Chance { 0 }))
    return try await answer(.init(carrierID: carrierID, caller: caller, dialled: line))
  }

  /// The receptionist has it, on a stream that this node hosts.
  func join() async throws -> CallPlace {
    guard case .connect(let token, let place) = try await ring() else {
      throw RequirementFailure("a call is taken", fileID: #fileID, line: #line)
    }
    _ = try await JoinStream(store: store, time: time, tokens: tokens)(token: token, carrierCall: carrierID.text)
    return place
  }

  func advance(_ step: AdvanceConversation.Step, noting notes: [DialogueNote] = [], in place: CallPlace) async throws {
    _ = try await AdvanceConversation(store: store, time: time)(step, noting: notes, in: place)
  }

  /// The carrier asks what is next.
  func next() async throws -> Onward? {
    let next = try await ContinueCall(store: store, time: time, tokens: tokens)(carrierID, dialled: line)
    if case .onward(let onward) = next { return onward }
    return nil
  }

  func report(_ outcome: Transfer.Outcome, at turn: Int) async throws -> Onward? {
    let next = try await ReportTransfer(store: store, time: time)(
      outcome, of: carrierID, dialled: line, turn: turn)
    if case .onward(let onward) = next { return onward }
    return nil
  }

  func ask(at turn: Int) async throws -> Onward? {
    let lap = KeepWaiting.Lap(turn: turn, number: 0)
    return try await KeepWaiting(store: store, time: time)(lap, of: carrierID, dialled: line)
  }

  func take(_ place: CallPlace, by agent: Agent.ID?, at turn: Int, on leg: CarrierCallID? = nil) async throws {
    try await TakeCall(store: store, time: time)(place, by: agent, turn: turn, on: leg)
  }

  /// Whoever takes part in a talk is asked, or leaves it.
  var attend: AttendConference { AttendConference(store: store, carrier: carrier, time: time) }

  /// Whoever was rung takes the place in a talk.
  func join(_ place: CallPlace, by agent: Agent.ID?, on leg: CarrierCallID, at turn: Int) async throws -> Bool {
    try await AskReceiver(store: store, carrier: carrier, time: time)(
      AskReceiver.taking, of: agent, on: leg, in: place, turn: turn)
  }

  /// Somebody of the company brings somebody into the talk; `false` when that can't be.
  func confer(_ place: CallPlace, with target: RoutingTarget) async throws -> Bool {
    let send = SendCall(store: store, carrier: carrier, time: time)
    do throws(SendCall.Failure) {
      _ = try await send(
        place.call, SendCall.Order(.target(target), because: .callerWish, .conference),
        by: .key(APIKey.ID(1), [.steerCalls], of: tenant), of: tenant)
      return true
    } catch {
      switch error {
      case .tooLate, .noTalk, .full, .nobodyFree, .refused, .noTelephone: return false
      case .notFound, .store: throw error
      }
    }
  }

  /// The agents whom a call keeps: those who talk in it, and those whose telephone rings for it.
  func keptAgents(by call: Call.ID) async throws -> Set<Agent.ID> {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      Set(
        try await scope.agentStates().filter { $0.calls.contains(call) || $0.offer?.call == call }.map(\.agent))
    }
  }

  func speak(at turn: Int) async throws -> Onward? {
    let name = CarrierRecording("RE1")
    let report = name.map { ReceiveVoicemail.Report(recording: $0, duration: .seconds(9), audio: .awaited) }
    return try await ReceiveVoicemail(store: store, time: time)(report, of: carrierID, dialled: line, turn: turn)
  }

  /// Somebody of the company sends the call elsewhere; nothing when it is too late for that.
  func send(_ place: CallPlace, to target: RoutingTarget) async throws -> Onward? {
    let send = SendCall(store: store, carrier: carrier, time: time)
    do throws(SendCall.Failure) {
      _ = try await send(
        place.call, SendCall.Order(.target(target), because: .callerWish),
        by: .key(APIKey.ID(1), [.steerCalls], of: tenant), of: tenant)
    } catch {
      guard error == .tooLate else { throw error }
      return nil
    }
    return try await next()
  }

  @discardableResult
  func end(because cause: Ending.Cause) async throws -> Call {
    try await EndCall(store: store, time: time)(.carrier(carrierID), of: tenant, because: cause).call
  }

  /// Whoever watches finds that the call's node is gone.
  func rescue(_ place: CallPlace) async throws {
    let live = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.liveCall(place.call) }
    guard var live else { return }
    let rescue = RescueCall(store: store, carrier: carrier, time: time)
    for _ in 0...RescueCall.maximumRescues {
      guard try await rescue(live, of: tenant) == .broughtBack else { return }
      time.advance(by: .seconds(60))
      let seen = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.liveCall(place.call)
      }
      guard let seen else { return }
      live = seen
    }
  }

  /// What is kept of the call.
  func kept(_ place: CallPlace) async throws -> Kept {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { throw .notFound }
      return Kept(
        call: call, recorded: try await scope.facts(of: call.id),
        record: try await scope.detailRecord(of: call.id),
        voicemail: try await scope.voicemail(Voicemail.ID(of: call.id)), live: try await scope.liveCall(call.id))
    }
  }

  struct Kept: Sendable {
    let call: Call
    let recorded: [RecordedFact]
    var facts: [Call.Fact] { recorded.map(\.fact) }
    let record: CallDetailRecord?
    let voicemail: Voicemail?
    let live: LiveCall?
  }
}

/// A carrier that does what it is asked, and says the same of every leg.
struct StandingCarrier: LegControl {
  private let state: LegState

  init(_ state: LegState) { self.state = state }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) {}
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState { state }
  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) {}
  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    true
  }
}
