/// An administrator says which departments a user belongs to; in force with the next request.
public struct ChangeMembership: Sendable {
  /// The most departments of one user.
  public static let maximumPerUser = 100

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// The user belongs to these departments from now on, and to no other.
  /// - Throws: `.notFound` for a user or a department that isn't there, `.forbidden` for somebody whose role the bearer
  ///   may not change, and for more than ``maximumPerUser``.
  public func callAsFunction(
    of id: User.ID, to departments: Set<Department.ID>, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(UserFailure) {
    guard departments.count <= Self.maximumPerUser else { throw .forbidden }
    let refusal: UserFailure?
    do throws(StoreFailure) {
      refusal = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await scope.oneDecisionAtATime()
        guard let user = try await scope.user(id) else { throw .notFound }
        guard bearer.allows(.changeUsers), bearer.mayGive(user.role) else { return .forbidden }
        for department in departments.sorted() where try await scope.department(department) == nil { throw .notFound }
        let standing = try await scope.departments(of: id)
        for gone in standing where !departments.contains(gone) {
          try await scope.remove(Membership(of: id, in: gone))
        }
        for new in departments.sorted() where !standing.contains(new) {
          try await scope.save(Membership(of: id, in: new))
        }
        return nil
      }
    } catch {
      throw UserFailure(error)
    }
    if let refusal { throw refusal }
  }
}
