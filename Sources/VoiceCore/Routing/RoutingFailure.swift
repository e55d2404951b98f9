/// Why nothing was changed about where calls go, or who takes them.
public enum RoutingFailure: Error, Equatable, Sendable {
  /// A field isn't acceptable.
  case refused(RefusedSetting)
  /// Something still needs it.
  case inUse(Use)
  /// As many sessions of the agent are alive as may be at once.
  case tooManySessions
  /// Somebody has changed it since it was read.
  case changedMeanwhile
  /// Whoever asks may not do this.
  case forbidden
  /// There is no such thing in the tenant, or no tenant.
  case notFound
  /// Not now: trying again is safe and may help.
  case unavailable
  /// What is kept can't be read: trying again doesn't help, an operator must look.
  case damaged

  /// What needs a department.
  public enum Use: String, Sendable, CaseIterable {
    /// Departments below it.
    case children
    /// Agents who work nowhere else.
    case agents
    /// Callers who wait in it.
    case waitingCallers = "waiting_callers"
  }

  init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .notFound
    case .taken(.extension): self = .refused(RefusedSetting("extension", .taken))
    case .taken(.agentUser): self = .refused(RefusedSetting("user_id", .taken))
    case .taken(.phoneNumber): self = .refused(RefusedSetting("number", .taken))
    case .taken, .conflict, .unavailable: self = .unavailable
    case .scopeEnded, .corrupt: self = .damaged
    }
  }
}

/// What came of a unit of work that may refuse.
enum Decided<Outcome: Sendable>: Sendable {
  case done(Outcome)
  case refused(RoutingFailure)

  static func refused(_ setting: RefusedSetting) -> Decided { .refused(.refused(setting)) }
}

extension Store {
  /// A unit of work that may refuse: then nothing is told, and nothing that matters changed.
  func decide<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Decided<Outcome>
  ) async throws(RoutingFailure) -> Outcome {
    let decided: Decided<Outcome>
    do throws(StoreFailure) {
      decided = try await transaction(for: tenant, body)
    } catch {
      throw RoutingFailure(error)
    }
    switch decided {
    case .done(let outcome): return outcome
    case .refused(let failure): throw failure
    }
  }
}
