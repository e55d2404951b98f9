import PropertyTesting
import VoiceCore

extension BusyDay {
  /// The switchboard of each of the two companies: two departments, half of the agents each, and who of them is kept.
  func switchboard(keeping kept: [Int]) -> SwitchboardPlan {
    var sales = DepartmentHabits()
    sales.strategy = .longestIdle
    sales.hasBackups = true
    var service = DepartmentHabits()
    service.overflow = .otherDepartment
    service.longestWaitSeconds = 180
    let all = (0..<agents / Self.tenants).map(desk)
    // Who isn't kept never comes, so that everybody else keeps their number.
    let desks = all.indices.map { number in
      var plan = all[number]
      if !kept.contains(number) { plan.stays = .zero }
      return plan
    }
    return SwitchboardPlan(departments: [sales, service], desks: desks)
  }

  /// An agent's day: there within the first minutes, with a few breaks, and mostly at the telephone.
  private func desk(_ number: Int) -> DeskPlan {
    var desk = drawn(.desk(within: Self.hours * 3600), 1_000_000 + number)
    desk.department = number % 2
    desk.comes = .milliseconds(even(number, 10, below: 600_000))
    desk.stays = .seconds(Self.hours * 3600) - desk.comes
    desk.pauses = desk.pauses.enumerated().map { index, pause in
      var pause = pause
      pause.after = .milliseconds(even(number, 20 + index, below: 7_200_000))
      pause.span = .milliseconds(10_000 + even(number, 30 + index, below: 900_000))
      return pause
    }
    return desk
  }
}
