/// Which department stands below which. Total: a parent that isn't there is none, and departments that stand below each
/// other in a circle are below each of them.
public struct DepartmentTree: Sendable {
  private let below: [Department.ID: [Department.ID]]

  /// The tree of these departments.
  public init(_ departments: [Department]) {
    below = departments.reduce(into: [:]) { below, department in
      if let parent = department.parent { below[parent, default: []].append(department.id) }
    }
  }

  /// These departments and all that stand below them.
  public func reach(of departments: some Sequence<Department.ID>) -> Set<Department.ID> {
    var reached = Set(departments)
    var frontier = Array(reached)
    while let department = frontier.popLast() {
      for lower in below[department] ?? [] where reached.insert(lower).inserted { frontier.append(lower) }
    }
    return reached
  }
}
