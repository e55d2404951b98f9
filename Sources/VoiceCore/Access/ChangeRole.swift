/// An administrator gives a user another role, in force at the next renewal of the user's sessions.
public struct ChangeRole: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Gives the role. The tenant's last administrator keeps theirs, whoever asks and however many ask at once.
  public func callAsFunction(
    of id: User.ID, to role: Role, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(UserFailure) {
    let draft = auditing.draft(.changeRole, by: bearer, on: AuditReference(.user, id))
    let refusal: UserFailure?
    do throws(StoreFailure) {
      refusal = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.oneDecisionAtATime()
        guard var user = try await scope.user(id) else { throw .notFound }
        guard bearer.allows(.changeUsers), bearer.mayGive(user.role), bearer.mayGive(role) else {
          try await scope.appendRefusal(draft.refused)
          return .forbidden
        }
        guard user.role != role else { return nil }
        if try await scope.isLastAdministrator(user) { return .lastAdministrator }
        user.role = role
        try await scope.save(user)
        try await scope.append(draft)
        return nil
      }
    } catch {
      throw UserFailure(error)
    }
    if let refusal { throw refusal }
  }
}
