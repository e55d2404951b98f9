/// An administrator says which departments a user belongs to; in force with the next request.
public struct ChangeMembership: Sendable {
  /// The most departments of one user.
  public static let maximumPerUser = 100

  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// The user belongs to these departments from now on, and to no other.
  /// - Throws: `.notFound` for a user who isn't there, `.unknownDepartment`, `.tooManyDepartments` for more than
  ///   ``maximumPerUser``, `.forbidden` for somebody whose role may not be changed by that right.
  public func callAsFunction(
    of id: User.ID, to departments: Set<Department.ID>, by authority: Authority, in tenant: Tenant.ID
  ) async throws(UserFailure) {
    let draft = auditing(.changeUser, by: authority.actor, on: AuditReference(.user, id))
    let refusal: UserFailure?
    do throws(StoreFailure) {
      refusal = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.oneDecisionAtATime()
        guard let user = try await scope.user(id) else { return .notFound }
        guard authority.mayChange(user.role) else {
          try await scope.appendRefusal(draft.refused)
          return .forbidden
        }
        guard departments.count <= Self.maximumPerUser else { return .tooManyDepartments }
        // All at once: a hundred questions would be a hundred round trips.
        guard departments.isSubset(of: try await scope.departments().map(\.id)) else { return .unknownDepartment }
        let standing = Set(try await scope.departments(of: id))
        guard standing != departments else { return nil }
        for gone in standing.subtracting(departments).sorted() {
          try await scope.remove(Membership(of: id, in: gone))
        }
        for new in departments.subtracting(standing).sorted() {
          try await scope.save(Membership(of: id, in: new))
        }
        try await scope.append(draft)
        return nil
      }
    } catch {
      throw UserFailure(error)
    }
    if let refusal { throw refusal }
  }
}
