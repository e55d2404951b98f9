import VoiceCore

extension Tables {
  static let phoneLines = Table<PhoneLine>(
    TableSchema(
      "phone_lines", key: [.init("number", .bytes)],
      indexes: [.init("phone_lines_by_number", on: ["number"], unique: .inDeployment(.phoneNumber))]),
    key: { [$1.platform.line($0.number)] })

  static let departments = Table<Department>(
    TableSchema("departments", key: [.init("id", .id)]), key: { department, _ in [.id(department.id)] })

  static let queues = Table<CallQueue>(
    TableSchema("call_queues", key: [.init("department_id", .id)]), key: { queue, _ in [.id(queue.department)] })
}

extension PlatformCodec {
  func line(_ number: PhoneNumber) -> Part { blind(number.e164, "phone_lines.number") }
}
