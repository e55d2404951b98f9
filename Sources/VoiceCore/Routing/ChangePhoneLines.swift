/// An administrator adds, changes and removes the numbers that callers dial to reach the tenant.
public struct ChangePhoneLines: Sendable {
  /// The most numbers of a tenant.
  public static let maximumLines = 1000

  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Adds a number. Adding one that the tenant has says where it leads from now on.
  /// - Throws: `.refused` with the field `number` for one that another tenant has, or one too many; with `department_id` for
  ///   a department that isn't there.
  public func add(_ line: PhoneLine, by actor: AuditActor, in tenant: Tenant.ID) async throws(RoutingFailure) {
    let plan = Plan(line, isNew: true, told: auditing(.changeRouting, by: actor))
    try await store.decide(for: tenant) { scope throws(StoreFailure) in try await plan.take(in: scope) }
  }

  /// Says where a number leads: to a department, or to the receptionist.
  public func change(_ line: PhoneLine, by actor: AuditActor, in tenant: Tenant.ID) async throws(RoutingFailure) {
    let plan = Plan(line, isNew: false, told: auditing(.changeRouting, by: actor))
    try await store.decide(for: tenant) { scope throws(StoreFailure) in try await plan.take(in: scope) }
  }

  /// Removes a number: from now on it is anybody's. Calls that came by it go on.
  public func remove(_ number: PhoneNumber, by actor: AuditActor, in tenant: Tenant.ID) async throws(RoutingFailure) {
    let draft = auditing(.changeRouting, by: actor)
    try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<Void> in
      try await scope.oneDecisionAtATime()
      guard try await scope.phoneLine(number) != nil else { return .refused(.notFound) }
      try await scope.removePhoneLine(number)
      try await scope.append(draft)
      return .done(())
    }
  }

  /// What is wanted, on its way.
  private struct Plan: Sendable {
    private let line: PhoneLine
    private let isNew: Bool
    private let draft: AuditDraft

    init(_ line: PhoneLine, isNew: Bool, told draft: AuditDraft) {
      self.line = line
      self.isNew = isNew
      self.draft = draft
    }

    func take(in scope: any TenantScope) async throws(StoreFailure) -> Decided<Void> {
      try await scope.oneDecisionAtATime()
      if try await scope.phoneLine(line.number) == nil {
        guard isNew else { return .refused(.notFound) }
        guard try await scope.phoneLines().count < ChangePhoneLines.maximumLines else {
          return .refused(RefusedSetting("number", .tooMany(ChangePhoneLines.maximumLines)))
        }
      }
      if let department = line.department, try await scope.department(department) == nil {
        return .refused(RefusedSetting("department_id", .unknown))
      }
      try await scope.save(line)
      try await scope.append(draft)
      return .done(())
    }
  }
}
