/// Reads a tenant's departments and who waits in them: each reader sees what their sight covers (property 19).
public struct ReadDepartments: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// The departments that the bearer sees, by id.
  public func all(for bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> [Department] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.departments(seenBy: bearer, by: .readDepartments)
    }
  }

  /// The departments that the bearer sees with how they take their calls, by id.
  public func seen(by bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> [SeenDepartment] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      let departments = try await scope.departments(seenBy: bearer, by: .readDepartments)
      let routes = Dictionary(try await scope.departmentRoutes().map { ($0.department, $0) }) { first, _ in first }
      return departments.map { SeenDepartment($0, routes[$0.id]) }
    }
  }

  /// One department with how it takes its calls; `nil` when the bearer sees no such department.
  public func seen(
    _ id: Department.ID, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> SeenDepartment? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.sight(of: bearer, by: .readDepartments)?.covers(id) == true,
        let department = try await scope.department(id)
      else { return nil }
      return SeenDepartment(department, try await scope.departmentRoute(id))
    }
  }

  /// One department; `nil` when the bearer sees no such department.
  public func department(
    _ id: Department.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Department? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.sight(of: bearer, by: .readDepartments)?.covers(id) == true else { return nil }
      return try await scope.department(id)
    }
  }

  /// The queues of the departments whose queues the bearer sees, by department; empty ones too.
  public func queues(for bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> [CallQueue] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      var queues: [CallQueue] = []
      for department in try await scope.departments(seenBy: bearer, by: .readQueue) {
        queues.append(try await scope.queue(of: department.id))
      }
      return queues
    }
  }

  /// One department's queue; `nil` when the bearer sees no such department's.
  public func queue(
    of id: Department.ID, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> CallQueue? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.sight(of: bearer, by: .readQueue)?.covers(id) == true,
        try await scope.department(id) != nil
      else { return nil }
      return try await scope.queue(of: id)
    }
  }
}

extension TenantSnapshot {
  fileprivate func departments(
    seenBy bearer: Bearer, by permission: Permission
  ) async throws(StoreFailure) -> [Department] {
    guard let sight = try await sight(of: bearer, by: permission) else { return [] }
    return try await departments().filter { sight.covers($0.id) }
  }
}
