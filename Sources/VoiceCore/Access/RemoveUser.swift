/// An administrator removes a user; the user's sessions and memberships end, keys that the user made for machines stay.
public struct RemoveUser: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Removes the user. The tenant's last administrator stays, whoever asks and however many ask at once.
  /// - Throws: `.notFound` also for a user who was removed before.
  public func callAsFunction(_ id: User.ID, by bearer: Bearer, in tenant: Tenant.ID) async throws(UserFailure) {
    let draft = auditing(.removeUser, by: bearer, on: AuditReference(.user, id))
    let refusal: UserFailure?
    do throws(StoreFailure) {
      refusal = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.oneDecisionAtATime()
        guard let user = try await scope.user(id) else { throw .notFound }
        guard bearer.allows(.changeUsers), bearer.mayGive(user.role) else {
          try await scope.appendRefusal(draft.refused)
          return .forbidden
        }
        if try await scope.isLastAdministrator(user) { return .lastAdministrator }
        try await scope.endSessions(of: id)
        for department in try await scope.departments(of: id) {
          try await scope.remove(Membership(of: id, in: department))
        }
        if let agent = try await scope.agent(of: id), let left = try? AgentChange.withoutUser.applied(to: agent) {
          try await scope.save(left)
        }
        try await scope.remove(user)
        try await scope.append(draft)
        return nil
      }
    } catch {
      throw UserFailure(error)
    }
    if let refusal { throw refusal }
  }
}
