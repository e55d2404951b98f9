/// Reads those who take calls, what they are doing and how they did: each reader sees whom their sight covers (property 19).
public struct ReadAgents: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// The agents whom the bearer sees, by id.
  public func all(for bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> [SeenAgent] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.agents(seenBy: bearer)
    }
  }

  /// As whom a user takes calls; `nil` for one who takes none.
  public func agent(of user: User.ID, in tenant: Tenant.ID) async throws(StoreFailure) -> Agent.ID? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.agent(of: user)?.id }
  }

  /// One agent; `nil` when the bearer sees no such agent.
  public func agent(
    _ id: Agent.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> SeenAgent? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let agent = try await scope.agent(id, seenBy: bearer, by: .readAgents) else { return nil }
      return SeenAgent(agent, try await scope.agentState(id))
    }
  }
}

extension TenantSnapshot {
  /// The agents whom the bearer sees, by id.
  func agents(seenBy bearer: Bearer) async throws(StoreFailure) -> [SeenAgent] {
    guard let sight = try await sight(of: bearer, by: .readAgents) else { return [] }
    let states = Dictionary(try await agentStates().map { ($0.agent, $0) }) { first, _ in first }
    return try await agents().filter { sight.covers($0) || $0.user != nil && $0.user == bearer.user }
      .map { SeenAgent($0, states[$0.id]) }
  }
}
