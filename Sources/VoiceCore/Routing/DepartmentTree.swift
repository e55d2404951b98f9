/// How a tenant's departments stand above and below each other. Whatever is stored, every walk in it ends.
public struct DepartmentTree: Sendable {
  /// The most departments one above the other.
  public static let maximumDepth = 8
  /// The most departments of a tenant.
  public static let maximumDepartments = 1000

  private let parents: [Department.ID: Department.ID]
  /// In the order of ids.
  private let children: [Department.ID: [Department.ID]]
  private let known: Set<Department.ID>

  /// The tree of these departments; parents that aren't among them count as none.
  public init(_ departments: [Department]) {
    known = Set(departments.map(\.id))
    var parents: [Department.ID: Department.ID] = [:]
    var children: [Department.ID: [Department.ID]] = [:]
    for department in departments.sorted(by: { $0.id < $1.id }) {
      guard let parent = department.parent, known.contains(parent) else { continue }
      parents[department.id] = parent
      children[parent, default: []].append(department.id)
    }
    self.parents = parents
    self.children = children
  }

  /// Whether there is such a department.
  public func contains(_ department: Department.ID) -> Bool { known.contains(department) }

  /// The departments above one, the nearest first; never more than `maximumDepth`, and none twice.
  public func above(_ department: Department.ID) -> [Department.ID] {
    var path: [Department.ID] = []
    var next = parents[department]
    while let parent = next, path.count < Self.maximumDepth, parent != department, !path.contains(parent) {
      path.append(parent)
      next = parents[parent]
    }
    return path
  }

  /// A department and all below it, in the order of ids: what its members may see (property 19).
  public func within(_ department: Department.ID) -> [Department.ID] {
    var found: Set<Department.ID> = [department]
    var frontier = [department]
    while let next = frontier.popLast() {
      for child in children[next] ?? [] where found.insert(child).inserted { frontier.append(child) }
    }
    return found.sorted()
  }

  /// All that members of these departments may see, in the order of ids.
  public func within(_ departments: some Sequence<Department.ID>) -> [Department.ID] {
    Set(departments.flatMap { within($0) }).sorted()
  }

  /// Whether a member of one department may see what is another's: it is the same, or below it.
  public func sees(_ member: Department.ID, _ other: Department.ID) -> Bool {
    member == other || above(other).contains(member)
  }

  /// Refuses a department that would make the tree none: its own parent, a loop, a parent that isn't there, too deep
  /// (with what is below it), one too many. `field` is `parent`, or `id` for one too many.
  public func accept(_ department: Department) throws(RefusedSetting) {
    guard known.contains(department.id) || known.count < Self.maximumDepartments else {
      throw RefusedSetting("id", .tooMany(Self.maximumDepartments))
    }
    guard let parent = department.parent else { return }
    guard parent != department.id else { throw RefusedSetting("parent", .ownParent) }
    guard known.contains(parent) else { throw RefusedSetting("parent", .unknown) }
    let path = [parent] + above(parent)
    guard !path.contains(department.id) else { throw RefusedSetting("parent", .parentLoop) }
    guard path.count + height(of: department.id) <= Self.maximumDepth else {
      throw RefusedSetting("parent", .tooMany(Self.maximumDepth))
    }
  }

  /// Departments one below the other from this one on, itself included.
  private func height(of department: Department.ID) -> Int {
    var level = [department]
    var seen: Set<Department.ID> = [department]
    var height = 0
    while !level.isEmpty {
      height += 1
      level = level.flatMap { children[$0] ?? [] }.filter { seen.insert($0).inserted }
    }
    return height
  }
}
