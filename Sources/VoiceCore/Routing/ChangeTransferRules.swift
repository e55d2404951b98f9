/// An administrator makes, changes and removes the rules by which callers are handed over.
public struct ChangeTransferRules: Sendable {
  /// Legal priorities.
  public static let priorities = -1000...1000

  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Makes a rule, or keeps it once more under its identifier.
  /// - Throws: `.refused` for a target that isn't there, a priority outside its bounds, one rule too many.
  public func add(_ rule: TransferRule, by actor: AuditActor, in tenant: Tenant.ID) async throws(RoutingFailure) {
    try await keep(rule.id, by: actor, in: tenant) { _ in rule }
  }

  /// Changes a rule that is there.
  public func change(
    _ id: TransferRule.ID, by actor: AuditActor, in tenant: Tenant.ID,
    _ change: @escaping @Sendable (TransferRule) -> TransferRule
  ) async throws(RoutingFailure) -> TransferRule {
    try await keep(id, by: actor, in: tenant) { $0.map(change) }
  }

  /// Removes a rule.
  public func remove(_ id: TransferRule.ID, by actor: AuditActor, in tenant: Tenant.ID) async throws(RoutingFailure) {
    let draft = auditing(.changeRouting, by: actor, on: AuditReference(.transferRule, id))
    try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<Void> in
      guard try await scope.transferRule(id) != nil else { return .refused(.notFound) }
      try await scope.removeTransferRule(id)
      try await scope.append(draft)
      return .done(())
    }
  }

  @discardableResult private func keep(
    _ id: TransferRule.ID, by actor: AuditActor, in tenant: Tenant.ID,
    _ change: @escaping @Sendable (TransferRule?) -> TransferRule?
  ) async throws(RoutingFailure) -> TransferRule {
    let draft = auditing(.changeRouting, by: actor, on: AuditReference(.transferRule, id))
    let plan = Plan(id, told: draft, change)
    return try await store.decide(for: tenant) { scope throws(StoreFailure) in try await plan.take(in: scope) }
  }

  /// What is wanted, on its way.
  private struct Plan: Sendable {
    private let id: TransferRule.ID
    private let draft: AuditDraft
    private let change: @Sendable (TransferRule?) -> TransferRule?

    init(_ id: TransferRule.ID, told draft: AuditDraft, _ change: @escaping @Sendable (TransferRule?) -> TransferRule?)
    {
      self.id = id
      self.draft = draft
      self.change = change
    }

    func take(in scope: any TenantScope) async throws(StoreFailure) -> Decided<TransferRule> {
      try await scope.oneDecisionAtATime()
      let standing = try await scope.transferRule(id)
      guard let rule = change(standing) else { return .refused(.notFound) }
      if standing == nil, try await scope.transferRules().count >= RoutingPlan.maximumRules {
        return .refused(RefusedSetting("id", .tooMany(RoutingPlan.maximumRules)))
      }
      let ends = try await scope.knownEnds()
      do throws(RefusedSetting) {
        try ends.accept(rule.target, as: "target")
        guard ChangeTransferRules.priorities.contains(rule.priority) else {
          throw RefusedSetting("priority", .outOfRange(ChangeTransferRules.priorities))
        }
      } catch {
        return .refused(error)
      }
      try await scope.save(rule)
      try await scope.append(draft)
      return .done(rule)
    }
  }
}
