/// A company becomes a tenant: everything that it begins with is there in one commit, or nothing is (property 2).
public struct ProvisionTenant: Sendable {
  /// What a tenant begins with.
  public struct Plan: Sendable {
    public var tenant: Tenant
    public var lines: [PhoneLine]
    public var departments: [Department]
    public var knowledge: [KnowledgeEntry]
    public var spamRules: [SpamRule]
    public var users: [User]
    public var billing: BillingAccount
    /// By which its webhooks are signed.
    public var webhookSecret: WebhookSecret?
    /// What the audit log says of it.
    public var audit: AuditDraft?

    /// A plan of these parts.
    public init(
      tenant: Tenant, lines: [PhoneLine], departments: [Department] = [], knowledge: [KnowledgeEntry] = [],
      spamRules: [SpamRule] = [], users: [User] = [], billing: BillingAccount = BillingAccount(),
      webhookSecret: WebhookSecret? = nil, audit: AuditDraft? = nil
    ) {
      self.tenant = tenant
      self.lines = lines
      self.departments = departments
      self.knowledge = knowledge
      self.spamRules = spamRules
      self.users = users
      self.billing = billing
      self.webhookSecret = webhookSecret
      self.audit = audit
    }
  }

  /// What came of it.
  public enum Outcome: Equatable, Sendable {
    case provisioned
    /// A tenant of that id is there already, as it is; nothing was changed.
    case alreadyThere(Tenant)
  }

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Carries the plan out. Repeating it, by the tenant's id, changes nothing.
  /// - Throws: `.taken` when the domain or a number belongs to another tenant; `.notFound` when the id is that of a tenant
  ///   that was deleted. Then nothing is there.
  @discardableResult
  public func callAsFunction(_ plan: Plan) async throws(StoreFailure) -> Outcome {
    try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) -> Outcome in
      if let known = try await scope.tenant() {
        guard known.closedAt == nil else { throw .notFound }
        return .alreadyThere(known)
      }
      try await scope.save(plan.tenant)
      for line in plan.lines { try await scope.save(line) }
      for department in plan.departments { try await scope.save(department) }
      for entry in plan.knowledge { try await scope.save(entry) }
      for rule in plan.spamRules { try await scope.save(rule) }
      for user in plan.users { try await scope.save(user) }
      try await scope.save(plan.billing)
      if let secret = plan.webhookSecret { try await scope.save(secret) }
      if let draft = plan.audit { try await scope.append(draft) }
      return .provisioned
    }
  }
}
