import Generators
import Testing
import VoiceCore

@Suite("Setting up numbers, rules and what the company does")
struct ChangeRoutingTests {
  @Test func `a number is added, led to a department, and removed`() async throws {
    let board = try await Switchboard()
    let tenant = board.office.tenant
    let nowhere: Department.ID = board.office.ids()
    let line = PhoneLine(number: board.number)
    await #expect(throws: RoutingFailure.notFound) { try await board.lines.change(line, by: board.actor, in: tenant) }
    try await board.lines.add(line, by: board.actor, in: tenant)
    await #expect(throws: Switchboard.refused("department_id", .unknown)) {
      try await board.lines.change(
        PhoneLine(number: board.number, department: nowhere), by: board.actor, in: tenant)
    }
    let led = PhoneLine(number: board.number, department: board.sales)
    try await board.lines.change(led, by: board.actor, in: tenant)
    let reader = ReadRouting(store: board.office.store)
    #expect(try await reader.lines(of: tenant) == [led])
    #expect(try await reader.line(board.number, of: tenant) == led)
    try await board.lines.remove(board.number, by: board.actor, in: tenant)
    await #expect(throws: RoutingFailure.notFound) {
      try await board.lines.remove(board.number, by: board.actor, in: tenant)
    }
  }

  @Test func `another tenant's number is taken`() async throws {
    let board = try await Switchboard()
    let other: Tenant.ID = Identifier(99)
    try await board.office.store.transaction(for: other) { scope throws(StoreFailure) in
      try await scope.save(PhoneLine(number: board.number))
    }
    await #expect(throws: Switchboard.refused("number", .taken)) {
      try await board.lines.add(PhoneLine(number: board.number), by: board.actor, in: board.office.tenant)
    }
  }

  @Test func `a rule leads to what is there, and is followed from then on`() async throws {
    let board = try await Switchboard()
    let tenant = board.office.tenant
    let id: TransferRule.ID = board.office.ids()
    let nobody: Agent.ID = board.office.ids()
    let lost = TransferRule(id: id, sign: .tier(.gold), target: .agent(nobody))
    await #expect(throws: Switchboard.refused("target", .unknown)) {
      try await board.rules.add(lost, by: board.actor, in: tenant)
    }
    let hasty = TransferRule(id: id, sign: .tier(.gold), target: .farewell, priority: 1001)
    await #expect(throws: Switchboard.refused("priority", .outOfRange(ChangeTransferRules.priorities))) {
      try await board.rules.add(hasty, by: board.actor, in: tenant)
    }
    let rule = TransferRule(id: id, sign: .tier(.gold), target: .department(board.sales))
    try await board.rules.add(rule, by: board.actor, in: tenant)
    let off = try await board.rules.change(id, by: board.actor, in: tenant) {
      TransferRule(id: $0.id, sign: $0.sign, target: $0.target, priority: $0.priority, isActive: false)
    }
    #expect(!off.isActive && off.target == rule.target)
    #expect(try await board.read { scope throws(StoreFailure) in try await scope.routingPlan().rules } == [off])
    try await board.rules.remove(id, by: board.actor, in: tenant)
    await #expect(throws: RoutingFailure.notFound) { try await board.rules.remove(id, by: board.actor, in: tenant) }
  }

  @Test func `the company's hours and targets are said once and count for the plan`() async throws {
    let board = try await Switchboard()
    let change = ChangeSettings(
      store: board.office.store, zones: DeclaredTimeZones.berlin2026, auditing: board.office.auditing)
    let hours = OpeningHours.always(in: try #require(TimeZoneName("Europe/Berlin")))
    try await change(
      to: ChangeSettings.Change(
        routing: ChangeSettings.Routing(
          hours: hours, customerService: .some(.department(board.service)), afterHours: .voicemail(nil))),
      by: board.actor, in: board.office.tenant)
    let plan = try await board.read { scope throws(StoreFailure) in try await scope.routingPlan() }
    #expect(plan.hours == hours && plan.customerService == .department(board.service))
    #expect(plan.afterHours == .voicemail(nil) && plan.whenAgentUnavailable == nil)
    let lost = OpeningHours.always(in: try #require(TimeZoneName("Mars/Olympus")))
    await #expect(throws: Switchboard.refused("opening_hours/time_zone", .unknownZone)) {
      try await change(
        to: ChangeSettings.Change(routing: ChangeSettings.Routing(hours: lost)), by: board.actor,
        in: board.office.tenant)
    }
    let nobody: Agent.ID = board.office.ids()
    await #expect(throws: Switchboard.refused("when_agent_unavailable", .unknown)) {
      try await change(
        to: ChangeSettings.Change(
          routing: ChangeSettings.Routing(whenAgentUnavailable: .some(.agent(nobody))),
          recording: try RecordingSettings(rule: .always, days: 30)),
        by: board.actor, in: board.office.tenant)
    }
    let read = ReadTenants(store: board.office.store)
    #expect(try await read.tenant(board.office.tenant)?.settings.recording == .standard)
  }
}
