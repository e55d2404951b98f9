/// How a tenant's departments stand above and below each other. Whatever is stored, every walk in it ends.
public struct DepartmentTree: Sendable {
  private let children: [Department.ID: [Department.ID]]

  /// The tree of these departments.
  public init(_ departments: [Department]) {
    children = departments.reduce(into: [:]) { children, department in
      if let parent = department.parent { children[parent, default: []].append(department.id) }
    }
  }

  /// These departments and all that stand below them, in the order of ids: what their members may see (property 19).
  public func within(_ departments: some Sequence<Department.ID>) -> [Department.ID] {
    var found = Set(departments)
    var frontier = Array(found)
    while let next = frontier.popLast() {
      for child in children[next] ?? [] where found.insert(child).inserted { frontier.append(child) }
    }
    return found.sorted()
  }
}
