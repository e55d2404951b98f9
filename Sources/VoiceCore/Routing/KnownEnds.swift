/// Where calls can be sent in a tenant: what input may name.
struct KnownEnds: Sendable {
  private let departments: Set<Department.ID>
  private let agents: Set<Agent.ID>

  init(departments: some Sequence<Department.ID>, agents: some Sequence<Agent.ID>) {
    self.departments = Set(departments)
    self.agents = Set(agents)
  }

  /// Refuses a target that isn't there. For input; what is taken away later, routing passes over.
  func accept(_ target: RoutingTarget?, as field: String) throws(RefusedSetting) {
    let isKnown =
      switch target {
      case .agent(let id): agents.contains(id)
      case .department(let id), .queue(let id), .voicemail(let id?): departments.contains(id)
      case .voicemail(nil), .outside, .receptionist, .farewell, nil: true
      }
    guard isKnown else { throw RefusedSetting(field, .unknown) }
  }

  /// Refuses a route that names what isn't there, or whose overflow or after-hours lead back to it through others.
  func accept(_ route: DepartmentRoute, among others: [DepartmentRoute]) throws(RefusedSetting) {
    guard route.backups.allSatisfy(agents.contains) else { throw RefusedSetting("backups", .unknown) }
    try accept(route.afterHours, as: "after_hours")
    try accept(route.overflow, as: "overflow")
    try Self.requireEnd(of: route, among: others, as: "after_hours") { $0.afterHours }
    try Self.requireEnd(of: route, among: others, as: "overflow") { $0.overflow }
  }

  private static func requireEnd(
    of route: DepartmentRoute, among others: [DepartmentRoute], as field: String,
    _ next: (DepartmentRoute) -> RoutingTarget
  ) throws(RefusedSetting) {
    let byDepartment = Dictionary(others.map { ($0.department, $0) }) { first, _ in first }
    var seen: Set<Department.ID> = []
    var place = department(next(route))
    while let id = place, seen.insert(id).inserted {
      guard id != route.department else { throw RefusedSetting(field, .loop) }
      place = byDepartment[id].flatMap { department(next($0)) }
    }
  }

  private static func department(_ target: RoutingTarget) -> Department.ID? {
    switch target {
    case .department(let id), .queue(let id): id
    case .agent, .voicemail, .outside, .receptionist, .farewell: nil
    }
  }
}

extension TenantSnapshot {
  /// What input may name now; `department` too, which may be about to be made.
  func knownEnds(with department: Department.ID? = nil) async throws(StoreFailure) -> KnownEnds {
    let departments = try await departments().map(\.id) + (department.map { [$0] } ?? [])
    return KnownEnds(departments: departments, agents: try await agents().map(\.id))
  }
}
