import VoiceCore

extension Tables {
  static let phoneLines = Table<PhoneLine>(
    TableSchema(
      "phone_lines", key: [.init("number", .bytes)],
      indexes: [.init("phone_lines_by_number", on: ["number"], unique: .inDeployment(.phoneNumber))]),
    key: { [$1.platform.line($0.number)] })

  static let departments = Table<Department>(
    TableSchema("departments", key: [.init("id", .id)]), key: { department, _ in [.id(department.id)] })

  static let departmentRoutes = Table<DepartmentRoute>(
    TableSchema("department_routes", key: [.init("department_id", .id)], parent: "departments"),
    key: { route, _ in [.id(route.department)] })

  static let transferRules = Table<TransferRule>(
    TableSchema("transfer_rules", key: [.init("id", .id)]), key: { rule, _ in [.id(rule.id)] })

  /// By their numbers, so that none has two owners, of whatever kind.
  static let extensions = Table<ExtensionEntry>(
    TableSchema("extensions", key: [.init("number", .bytes)]), key: { [$1.extension($0.number)] })

  static let queues = Table<CallQueue>(
    TableSchema("call_queues", key: [.init("department_id", .id)]), key: { queue, _ in [.id(queue.department)] })
}

extension PlatformCodec {
  func line(_ number: PhoneNumber) -> Part { blind(number.e164, "phone_lines.number") }
}

extension RowCodec {
  func `extension`(_ number: Extension) -> Part { blind(number.digits, "extensions.number") }
}
