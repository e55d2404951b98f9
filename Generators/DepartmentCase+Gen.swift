public import PropertyTesting

/// A company's departments as they are at first, and what changes while people look.
public struct DepartmentCase: Equatable, Sendable {
  public let plan: DepartmentPlan
  public let changes: [DepartmentPlan.Change]
}

extension Gen where Value == DepartmentCase {
  /// Trees, forests and circles of departments; people in none, one or several; changes of everything. Shrinks to a flat
  /// company without members.
  public static func departmentCase(changes: ClosedRange<Int> = 0...6) -> Gen {
    gen { source in
      let department = Gen<Int>.int(0...(DepartmentPlan.departments - 1))
      let somewhere = Gen<Int?>.optional(department)
      // A parent is mostly one that stands before: then there is no circle.
      var parents: [Int?] = []
      for number in 0..<DepartmentPlan.departments {
        let kind: Int = try source.draw(.int(0...9))
        let any: Int = try source.draw(.int(0...DepartmentPlan.departments))
        let earlier: Int = try source.draw(.int(0...max(number - 1, 0)))
        switch kind {
        case 0, 1: parents.append(nil)
        case 2, 3: parents.append(any)
        default: parents.append(number == 0 ? nil : earlier)
        }
      }
      let belonging = Gen<[Bool]>.array(of: Gen<Bool>.bool(probability: 0.25), count: DepartmentPlan.departments)
      var belongs: [[Bool]] = []
      for _ in DepartmentPlan.roles { belongs.append(try source.draw(belonging)) }
      let places: [Int?] = try source.draw(.array(of: somewhere, count: DepartmentPlan.calls))
      let plan = DepartmentPlan(
        parents: parents, belongs: belongs, places: places)
      let person = Gen<Int>.int(0...(DepartmentPlan.roles.count - 1))
      let change = Gen<DepartmentPlan.Change>.weighted([
        (2, zip(person, department).map { .join(person: $0, $1) }),
        (2, zip(person, department).map { .leave(person: $0, $1) }),
        (2, zip(department, somewhere).map { .put(department: $0, under: $1) }),
        (2, zip(Gen<Int>.int(0...(DepartmentPlan.calls - 1)), somewhere).map { .hand(call: $0, to: $1) }),
      ])
      return DepartmentCase(plan: plan, changes: try source.draw(.array(of: change, count: changes)))
    }
  }
}
