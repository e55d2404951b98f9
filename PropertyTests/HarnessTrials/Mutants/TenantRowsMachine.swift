import PropertyTesting

/// The rules of tenancy: everybody has a table of their own, seen by department, which ends with the tenant.
struct TenantRowsMachine: StateMachine {
  enum Command {
    case create(tenant: Int)
    case delete(tenant: Int)
    case act(tenant: Int)
    case save(id: Int, department: Int, value: Int)
    case read(id: Int)
    case list(department: Int, above: Bool)
    case audited
  }

  /// A tenant's own table: department and value by id.
  struct Table: Sendable {
    var rows: [Int: [Int]] = [:]
    var changes = 1
  }

  struct Model: Sendable {
    var tables = [0: Table(), 1: Table()]
    var current = 0
  }

  enum Answer: Equatable { case none, saved(Bool), value(Int?), ids([Int]), count(Int) }

  let planted: Fault?
  let initialModel = Model()

  let commands: [CommandKind<Self>] = [
    .command("read", weight: 6, id.map(Command.read)),
    .command("list", weight: 2, zip(.int(0...1), .bool).map(Command.list)),
    .command("audited", .audited),
    .command("save", weight: 6, zip(id, .int(0...1), .int(1...9)).map(Command.save)),
    .command("act", weight: 5, tenant.map(Command.act)),
    .command("create", weight: 4) { source, model, _ in
      let tenant = try source.draw(tenant)
      return .create(tenant: model.tables[tenant] == nil ? tenant : 1 - tenant)
    }.when { $0.tables.count < 2 },
    .command("delete", weight: 4, tenant.map(Command.delete)).when { !$0.tables.isEmpty },
  ]

  private static let tenant = Gen<Int>.int(0...1)
  private static let id = Gen<Int>.int(0...1)

  func allows(_ command: Command, in model: Model) -> Bool {
    switch command {
    case .create(let tenant): model.tables[tenant] == nil
    case .delete(let tenant): model.tables[tenant] != nil
    default: true
    }
  }

  func apply(_ command: Command, to model: inout Model) -> Answer {
    let table = model.tables[model.current]
    switch command {
    case .create(let tenant): model.tables[tenant] = Table()
    case .delete(let tenant): model.tables[tenant] = nil
    case .act(let tenant): model.current = tenant
    case .save(let id, let department, let value):
      model.tables[model.current]?.rows[id] = [department, value]
      model.tables[model.current]?.changes += 1
      return .saved(table != nil)
    case .read(let id): return .value(table?.rows[id]?[1])
    case .list(let department, let above):
      return .ids((table?.rows ?? [:]).filter { above || $0.value[0] == department }.keys.sorted())
    case .audited: return .count(table?.changes ?? 0)
    }
    return .none
  }

  func start() -> TenantRows { TenantRows(planted: planted) }

  func run(_ command: Command, on rows: inout TenantRows) -> Answer {
    switch command {
    case .create(let tenant): rows.create(tenant)
    case .delete(let tenant): rows.delete(tenant)
    case .act(let tenant): rows.act(for: tenant)
    case .save(let id, let department, let value):
      return .saved(rows.save(id, department: department, value: value))
    case .read(let id): return .value(rows.read(id))
    case .list(let department, let above): return .ids(rows.list(department, above: above))
    case .audited: return .count(rows.audited())
    }
    return .none
  }
}
