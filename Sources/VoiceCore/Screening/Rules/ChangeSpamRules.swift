/// An administrator makes, changes and removes rules against spam. In force from the next call on.
public struct ChangeSpamRules: Sendable {
  /// What a change says; `nil` leaves it as it is.
  public struct Change: Equatable, Sendable {
    public var sign: SpamRule.Sign?
    public var action: SpamAction?
    public var weight: Int?
    public var isActive: Bool?

    /// A change of nothing.
    public init() {}
  }

  private let store: any Store
  private let ids: IDSource
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, ids: IDSource, auditing: Auditing) {
    self.store = store
    self.ids = ids
    self.auditing = auditing
  }

  /// A rule that is to be made.
  public struct Plan: Equatable, Sendable {
    public let sign: SpamRule.Sign
    /// What it says beside its sign.
    public let change: Change
    /// The rule's name, where it was drawn before; a rule that has it already is made no second time.
    public let id: SpamRule.ID?

    /// A plan of these parts.
    public init(_ sign: SpamRule.Sign, _ change: Change = Change(), id: SpamRule.ID? = nil) {
      self.sign = sign
      self.change = change
      self.id = id
    }
  }

  /// Makes a rule.
  /// - Throws: `.tooMany` when a limit of `ScreeningLimits` is reached.
  public func make(
    _ plan: Plan, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) -> SpamRule {
    let rule = SpamRule(id: plan.id ?? ids(), plan)
    return try await commit(act(by: bearer, on: rule.id), rule.id, in: tenant) { former in former ?? rule }
  }

  /// Changes a rule.
  public func change(
    _ id: SpamRule.ID, to change: Change, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) -> SpamRule {
    try await commit(act(by: bearer, on: id), id, in: tenant) { former in
      guard var rule = former else { return nil }
      rule.take(change)
      return rule
    }
  }

  /// Removes a rule.
  /// - Throws: `.notFound` also for one that was removed before.
  public func remove(
    _ id: SpamRule.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) {
    let draft = act(by: bearer, on: id)
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        guard try await scope.spamRule(id) != nil else { throw .notFound }
        try await scope.removeSpamRule(id)
        try await scope.append(draft)
      }
    } catch {
      throw ScreeningFailure(error)
    }
  }

  private func act(by bearer: Bearer, on id: SpamRule.ID) -> AuditDraft {
    auditing(.changeScreening, by: bearer, on: AuditReference(.spamRule, id))
  }

  private func commit(
    _ draft: AuditDraft, _ id: SpamRule.ID, in tenant: Tenant.ID, _ change: @escaping @Sendable (SpamRule?) -> SpamRule?
  ) async throws(ScreeningFailure) -> SpamRule {
    let outcome: Result<SpamRule, ScreeningFailure>
    do throws(StoreFailure) {
      outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        let former = try await scope.spamRule(id)
        guard let rule = change(former) else { throw .notFound }
        if rule == former { return .success(rule) }
        // Judged before it is saved: a refused body must have changed nothing.
        var revision = try await scope.screeningRevision()
        revision.replace(former, by: rule)
        if let limit = revision.passedLimit { return .failure(.tooMany(limit)) }
        try await scope.save(rule)
        try await scope.append(draft)
        return .success(rule)
      }
    } catch {
      throw ScreeningFailure(error)
    }
    return try outcome.get()
  }
}

extension SpamRule {
  /// The rule that a plan makes.
  public init(id: SpamRule.ID, _ plan: ChangeSpamRules.Plan) {
    self.init(id: id, sign: plan.sign)
    take(plan.change)
  }

  fileprivate mutating func take(_ change: ChangeSpamRules.Change) {
    self = SpamRule(
      id: id, sign: change.sign ?? sign, action: change.action ?? action, weight: change.weight ?? weight,
      isActive: change.isActive ?? isActive)
  }
}

/// Why rules, allow-list, reports or reviews didn't change.
public enum ScreeningFailure: Error, Equatable, Sendable {
  /// There is no such thing (any more).
  case notFound
  /// The tenant has as many as it may have.
  case tooMany(ScreeningRevision.PassedLimit)
  /// Nobody is named: neither a call nor a number.
  case nobody
  /// Not now: trying again is safe and may help.
  case unavailable

  init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .notFound
    case .taken, .conflict, .unavailable, .scopeEnded, .corrupt: self = .unavailable
    }
  }
}
