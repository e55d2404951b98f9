import Generators
import MemoryStore
import Testing
import VoiceCore

/// A tenant with rules of routing: the department of sales with its agents, and one of service below it.
struct CallDesk {
  let world: World
  let sales = Department.ID(1)
  let line = TestTenant.line(of: 1)
  let tenant: Tenant.ID
  let caller: PhoneNumber

  /// As many agents of sales as said, all of them there and available.
  init(agents: Int = 1, route: DepartmentRoute? = nil) async throws {
    world = try await World()
    tenant = world.tenant
    caller = try #require(PhoneNumber("+15550100100"))
    let route = try route ?? DepartmentRoute(department: sales)
    let made = try (0..<agents).map { try Self.agent($0) }
    let now = world.time.now()
    try await change { scope throws(StoreFailure) in
      try await scope.save(route)
      for agent in made {
        try await scope.save(agent)
        try await Self.sitDown(agent.id, at: now, in: scope)
      }
    }
  }

  static func id(_ number: Int) -> Agent.ID { Agent.ID(UInt128(0xA6 + number)) }

  private static func agent(_ number: Int) throws -> Agent {
    try Agent(id: id(number), name: "Agent \(number)", departments: [Department.ID(1)], wrapUp: .seconds(30))
  }

  private static func sitDown(_ id: Agent.ID, at now: Timestamp, in scope: any TenantScope) async throws(StoreFailure) {
    var state = AgentState(agent: id, since: now)
    _ = state.open(Session.ID(id.bits), at: now)
    let facts = state.decide(.choose(.available), at: now)
    state.evolve(facts)
    try await scope.save(state, facts: facts)
  }

  func change(
    _ body: @escaping @Sendable (any TenantScope) async throws(StoreFailure) -> Void
  ) async throws(StoreFailure) { try await world.store.transaction(for: tenant, body) }

  /// Another agent of sales comes, or one comes back.
  func sitDown(_ number: Int) async throws {
    let agent = try Self.agent(number)
    let now = world.time.now()
    try await change { scope throws(StoreFailure) in
      try await scope.save(agent)
      try await Self.sitDown(agent.id, at: now, in: scope)
    }
  }

  /// Time passes, and the agents stay there.
  func pass(_ span: Duration) async throws {
    var left = span
    while left > .zero {
      let step = min(left, .seconds(10))
      world.time.advance(by: step)
      left -= step
      let now = world.time.now()
      try await change { scope throws(StoreFailure) in
        for var state in try await scope.agentStates() where state.refresh(Session.ID(state.agent.bits), at: now) {
          try await scope.save(state, facts: [])
        }
      }
    }
  }

  func carrierID(_ name: String = "CA1") throws -> CarrierCallID { try #require(CarrierCallID(name)) }

  /// A call is announced, joined by a stream, and the receptionist hands it over.
  func handOver(_ name: String = "CA1", to department: Department.ID? = Department.ID(1)) async throws -> Onward {
    let announced = AnswerCall.Announcement(
      carrierID: try carrierID(name), caller: .number(caller), dialled: line)
    guard case .connect(let token, let place) = try await world.answer(announced) else { throw StoreFailure.notFound }
    _ = try await world.join(token: token, carrierCall: name)
    try await world.advance(.personWanted(.callerWish, department), in: place)
    return try await next(name)
  }

  /// The carrier asks what is next after the stream.
  func next(_ name: String = "CA1") async throws -> Onward {
    guard case .onward(let onward) = try await world.next(try carrierID(name), dialled: line) else {
      throw StoreFailure.notFound
    }
    return onward
  }

  /// The carrier tells how a stop's telephones fared.
  func report(
    _ outcome: Transfer.Outcome, at turn: Int?, _ name: String = "CA1"
  ) async throws -> ReportTransfer.Next {
    try await world.report(outcome, of: try carrierID(name), dialled: line, turn: turn)
  }

  /// Where the call goes after nobody answered.
  func unanswered(_ onward: Onward, _ name: String = "CA1") async throws -> Onward {
    guard case .onward(let next) = try await report(.noAnswer, at: onward.turn, name) else {
      throw StoreFailure.notFound
    }
    return next
  }

  func lap(_ onward: Onward, _ number: Int = 0, _ name: String = "CA1") async throws -> Onward {
    let waiting = KeepWaiting(store: world.store, time: world.time)
    let lap = KeepWaiting.Lap(turn: onward.turn, number: number)
    return try #require(try await waiting(lap, of: try carrierID(name), dialled: line))
  }

  func take(_ onward: Onward, by agent: Int) async throws {
    try await TakeCall(store: world.store, time: world.time)(onward.place, by: Self.id(agent), turn: onward.turn)
  }

  func end(_ name: String = "CA1", because cause: Ending.Cause = .hungUp) async throws -> Call {
    try await world.end(.carrier(try carrierID(name)), of: tenant, because: cause).call
  }

  func condition(_ agent: Int) async throws -> AgentState.Condition {
    let now = world.time.now()
    let state = try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.agentState(Self.id(agent))
    }
    return try #require(state).condition(at: now)
  }

  func facts(of place: CallPlace) async throws -> [Call.Fact] {
    try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.facts(of: place.call).map(\.fact)
    }
  }

  /// The public names of what happened from the first routing on.
  func events(of place: CallPlace) async throws -> [String] {
    try await facts(of: place).compactMap(\.eventName).filter { $0 != "call.started" && $0 != "call.answered" }
  }

  func waiting() async throws -> [Call.ID] {
    try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.waitingCallers(in: sales, after: nil, limit: 100).map(\.call)
    }
  }

  func inQueue() async throws -> Int {
    try await world.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.queueHead(of: sales).count
    }
  }
}
