import Generators
import Testing
import VoiceCore

/// An office with departments and agents, as an administrator sets them up.
struct Switchboard: Sendable {
  let office: Office
  let sales: Department.ID
  let service: Department.ID
  let number: PhoneNumber

  var departments: ChangeDepartments {
    ChangeDepartments(store: office.store, zones: DeclaredTimeZones.berlin2026, auditing: office.auditing)
  }
  var agents: ChangeAgents { ChangeAgents(store: office.store, auditing: office.auditing) }
  var lines: ChangePhoneLines { ChangePhoneLines(store: office.store, auditing: office.auditing) }
  var rules: ChangeTransferRules { ChangeTransferRules(store: office.store, auditing: office.auditing) }
  var status: SetAgentStatus { SetAgentStatus(store: office.store, time: office.time) }
  var actor: AuditActor { AuditActor(office.boss) }

  init() async throws {
    office = try await Office()
    (sales, service) = (office.ids(), office.ids())
    number = try #require(PhoneNumber("+14155550110"))
    try await add(sales, "sales")
    try await add(service, "service")
  }

  @discardableResult func add(
    _ id: Department.ID, _ name: String, _ edit: (inout DepartmentChange.Fields) -> Void = { _ in }
  ) async throws -> SeenDepartment {
    var fields = DepartmentChange.Fields()
    fields.name = name
    fields.number = number
    edit(&fields)
    return try await departments.add(id, as: DepartmentChange(fields), by: actor, in: office.tenant)
  }

  @discardableResult func change(
    _ id: Department.ID, _ edit: (inout DepartmentChange.Fields) -> Void
  ) async throws -> SeenDepartment {
    var fields = DepartmentChange.Fields()
    edit(&fields)
    return try await departments.change(id, by: DepartmentChange(fields), by: actor, in: office.tenant)
  }

  @discardableResult func hire(
    _ name: String, in departments: Set<Department.ID>, _ edit: (inout AgentChange.Fields) -> Void = { _ in }
  ) async throws -> Agent.ID {
    var fields = AgentChange.Fields()
    fields.name = name
    fields.departments = departments
    edit(&fields)
    let id: Agent.ID = office.ids()
    return try await agents.add(id, as: AgentChange(fields), by: actor, in: office.tenant).agent.id
  }

  func read<Value: Sendable>(
    _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Value
  ) async throws -> Value { try await office.store.read(for: office.tenant, body) }

  func write(_ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Void) async throws {
    try await office.store.transaction(for: office.tenant, body)
  }

  static func refused(_ field: String, _ reason: RefusedSetting.Reason) -> RoutingFailure {
    .refused(RefusedSetting(field, reason))
  }
}
