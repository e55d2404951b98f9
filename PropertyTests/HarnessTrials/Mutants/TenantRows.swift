/// The rows of several tenants in one table, behind a connection that acts for one tenant at a time and has a cache.
struct TenantRows {
  struct Row {
    let tenant: Int
    let id: Int
    let department: Int
    let value: Int
  }

  private struct Key: Hashable {
    let tenant: Int
    let id: Int
  }

  let planted: Fault?
  private var rows: [Row] = []
  private var tenants: Set<Int> = [0, 1]
  private var cache: [Key: Int] = [:]
  private var audit = [0: 1, 1: 1]
  private var current = 0

  init(planted: Fault?) { self.planted = planted }

  mutating func create(_ tenant: Int) {
    tenants.insert(tenant)
    audit[tenant] = 1
  }

  mutating func delete(_ tenant: Int) {
    tenants.remove(tenant)
    if planted != .deleteLeavesRows { rows.removeAll { $0.tenant == tenant } }
    if planted != .cacheOutlivesTenant { cache = cache.filter { $0.key.tenant != tenant } }
    audit[tenant] = nil
  }

  mutating func act(for tenant: Int) { if planted != .switchForgotten || current == 0 { current = tenant } }

  mutating func save(_ id: Int, department: Int, value: Int) -> Bool {
    guard tenants.contains(current) || planted == .deletedTenantAnswers else { return false }
    let isNew = !rows.contains { $0.tenant == current && $0.id == id }
    rows.removeAll { $0.id == id && ($0.tenant == current || planted == .savesOverOthers) }
    rows.append(Row(tenant: current, id: id, department: department, value: value))
    if planted != .staleAfterSave { cache[key(id)] = nil }
    if isNew || planted != .changeNotAudited { audit[current, default: 0] += 1 }
    return true
  }

  mutating func read(_ id: Int) -> Int? {
    guard tenants.contains(current) || planted == .deletedTenantAnswers else { return nil }
    if let known = cache[key(id)] { return known }
    let found = rows.first { $0.id == id && ($0.tenant == current || planted == .readWithoutTenant) }
    if let found { cache[key(id)] = found.value }
    return found?.value
  }

  /// The ids that a member of `department`, or somebody above it, may see.
  func list(_ department: Int, above: Bool) -> [Int] {
    guard tenants.contains(current) || planted == .deletedTenantAnswers else { return [] }
    return rows.filter { row in
      (row.tenant == current || planted == .listWithoutTenant)
        && (row.department == department || above && planted != .managerBlind || planted == .departmentLeak)
    }.map(\.id).sorted()
  }

  func audited() -> Int { audit[current] ?? 0 }

  private func key(_ id: Int) -> Key { Key(tenant: planted == .cacheWithoutTenant ? 0 : current, id: id) }
}
