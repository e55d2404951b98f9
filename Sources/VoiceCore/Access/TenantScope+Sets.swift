extension TenantScope {
  /// Decisions over sets of the tenant (who is an administrator, how many keys there are) come one after the other:
  /// each takes the tenant's one row, so that of two at once one runs again and sees what the other did.
  /// - Throws: `.notFound` for a tenant that isn't there, or is closed.
  func oneDecisionAtATime() async throws(StoreFailure) { try await save(try await openTenant()) }

  /// Ends every session of a user.
  func endSessions(of user: User.ID) async throws(StoreFailure) {
    for session in try await sessions(of: user) { try await remove(session) }
  }

  /// Whether this user is the tenant's only administrator; asked under `oneDecisionAtATime`.
  func isLastAdministrator(_ user: User) async throws(StoreFailure) -> Bool {
    guard user.role == .tenantAdmin else { return false }
    return try await users(in: .tenantAdmin, limit: 2).allSatisfy { $0.id == user.id }
  }
}
