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

    /// A plan of these parts.
    public init(
      tenant: Tenant, lines: [PhoneLine], departments: [Department] = [], knowledge: [KnowledgeEntry] = [],
      spamRules: [SpamRule] = [], users: [User] = []
    ) {
      self.tenant = tenant
      self.lines = lines
      self.departments = departments
      self.knowledge = knowledge
      self.spamRules = spamRules
      self.users = users
    }
  }

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Carries the plan out.
  /// - Throws: `.taken` when the domain or a number belongs to another tenant; then nothing is there.
  public func callAsFunction(_ plan: Plan) async throws(StoreFailure) {
    try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) in
      try await scope.save(plan.tenant)
      for line in plan.lines { try await scope.save(line) }
      for department in plan.departments { try await scope.save(department) }
      for entry in plan.knowledge { try await scope.save(entry) }
      for rule in plan.spamRules { try await scope.save(rule) }
      for user in plan.users { try await scope.save(user) }
    }
  }
}
