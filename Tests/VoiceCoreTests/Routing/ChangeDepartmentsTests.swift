import Testing
import VoiceCore

@Suite("Setting up departments")
struct ChangeDepartmentsTests {
  @Test func `a department is made with its route, changed field by field, and told to the audit log`() async throws {
    let board = try await Switchboard()
    let extensionNumber = try Extension("30")
    let hours = try OpeningHours(
      zone: try #require(TimeZoneName("Europe/Berlin")),
      week: [.monday: [try #require(OpeningInterval("09:00", "17:00"))]])
    let changed = try await board.change(board.sales) {
      $0.extension = extensionNumber
      $0.hours = hours
      $0.strategy = .all
      $0.ringSeconds = 45
      $0.overflow = .department(board.service)
    }
    #expect(changed.department.name == "sales" && changed.route.strategy == .all)
    #expect(changed.route.hours == hours && changed.route.overflow == .department(board.service))
    let cleared = try await board.change(board.sales) {
      $0.hours = .some(nil)
      $0.overflow = .some(nil)
    }
    #expect(cleared.route.hours == nil && cleared.route.overflow == .voicemail(board.sales))
    #expect(cleared.route.extension == extensionNumber && cleared.route.ringTime == .seconds(45))
    let plan = try await board.read { scope throws(StoreFailure) in try await scope.routingPlan() }
    #expect(plan.route(of: board.sales) == cleared.route)
    #expect(plan.extensions.match("30").owner == .department(board.sales))
    #expect(plan.customerService == .outside(try #require(PhoneNumber("+14155550101"))))
    let told = try await board.office.audited()
    #expect(told.count == 4 && told.allSatisfy { $0.action == .changeRouting })
    #expect(told.last?.subject == AuditReference(.department, board.sales))
  }

  @Test func `bad input is refused with the field's name, and changes nothing`() async throws {
    let board = try await Switchboard()
    let nobody: Agent.ID = board.office.ids()
    let nowhere: Department.ID = board.office.ids()
    let hours = OpeningHours.always(in: try #require(TimeZoneName("Mars/Olympus")))
    let before = try await board.office.audited()
    let cases: [(RoutingFailure, (inout DepartmentChange.Fields) -> Void)] = [
      (Switchboard.refused("parent", .ownParent), { $0.parent = board.sales }),
      (Switchboard.refused("parent", .unknown), { $0.parent = nowhere }),
      (Switchboard.refused("ring_time", .outOfRange(DepartmentRoute.ringSeconds)), { $0.ringSeconds = 4 }),
      (Switchboard.refused("backups", .unknown), { $0.backups = [nobody] }),
      (Switchboard.refused("overflow", .unknown), { $0.overflow = .agent(nobody) }),
      (Switchboard.refused("after_hours", .unknown), { $0.afterHours = .voicemail(nowhere) }),
      (Switchboard.refused("after_hours", .loop), { $0.afterHours = .queue(board.sales) }),
      (Switchboard.refused("hours/time_zone", .unknownZone), { $0.hours = hours }),
      (Switchboard.refused("name", .outOfRange(Department.nameLength)), { $0.name = " " }),
    ]
    for (failure, edit) in cases {
      await #expect(throws: failure) { try await board.change(board.sales, edit) }
    }
    await #expect(throws: RoutingFailure.notFound) { try await board.change(nowhere) { $0.name = "x" } }
    #expect(try await board.office.audited() == before)
  }

  @Test func `parents don't lead in circles, and overflow doesn't either`() async throws {
    let board = try await Switchboard()
    try await board.change(board.sales) { $0.parent = board.service }
    await #expect(throws: Switchboard.refused("parent", .parentLoop)) {
      try await board.change(board.service) { $0.parent = board.sales }
    }
    let third: Department.ID = board.office.ids()
    try await board.add(third, "third") { $0.overflow = .queue(board.sales) }
    try await board.change(board.sales) { $0.overflow = .department(board.service) }
    await #expect(throws: Switchboard.refused("overflow", .loop)) {
      try await board.change(board.service) { $0.overflow = .department(third) }
    }
  }

  @Test func `an extension has one owner among agents and departments`() async throws {
    let board = try await Switchboard()
    let number = try Extension("42")
    try await board.hire("Ben", in: [board.sales]) { $0.extension = number }
    await #expect(throws: Switchboard.refused("extension", .taken)) {
      try await board.change(board.sales) { $0.extension = number }
    }
  }

  @Test func `a department that something needs stays; one that nothing needs goes with all that was its own`()
    async throws
  {
    let board = try await Switchboard()
    let (sales, service) = (board.sales, board.service)
    try await board.change(sales) { $0.parent = service }
    func remove(_ id: Department.ID) async throws {
      try await board.departments.remove(id, by: board.actor, in: board.office.tenant)
    }
    await #expect(throws: RoutingFailure.inUse(.children)) { try await remove(service) }
    let ben = try await board.hire("Ben", in: [sales])
    await #expect(throws: RoutingFailure.inUse(.agents)) { try await remove(sales) }
    var fields = AgentChange.Fields()
    fields.departments = [sales, service]
    _ = try await board.agents.change(ben, by: AgentChange(fields), by: board.actor, in: board.office.tenant)
    let call: Call.ID = board.office.ids()
    let now = board.office.time.now()
    try await board.write { scope throws(StoreFailure) in
      _ = try await scope.enter(WaitingCaller(call: call, arrival: now), in: sales)
    }
    await #expect(throws: RoutingFailure.inUse(.waitingCallers)) { try await remove(sales) }
    try await board.write { scope throws(StoreFailure) in _ = try await scope.leave(call, in: sales) }
    try await board.lines.add(
      PhoneLine(number: board.number, department: sales), by: board.actor, in: board.office.tenant)
    try await remove(sales)
    await #expect(throws: RoutingFailure.notFound) { try await remove(sales) }
    let (agent, line, tables) = try await board.read { scope throws(StoreFailure) in
      (
        try await scope.agent(ben), try await scope.phoneLine(board.number),
        try await scope.departmentRoutes().map(\.department)
      )
    }
    #expect(agent?.departments == [service] && line?.department == nil && tables == [service])
  }

  @Test func `making one twice under one name makes one`() async throws {
    let board = try await Switchboard()
    for _ in 1...2 { try await board.add(board.sales, "sales") }
    #expect(try await board.read { scope throws(StoreFailure) in try await scope.departments().count } == 2)
  }
}
