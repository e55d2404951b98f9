import VoiceCore

/// What every scope reads of where calls can go.
extension RowView {
  func phoneLines() async throws(StoreFailure) -> [PhoneLine] {
    // Their keys are blinded, so the order of the numbers isn't the order of the rows.
    try await list(.init(), in: Tables.phoneLines).sorted { $0.number < $1.number }
  }
  func departments() async throws(StoreFailure) -> [Department] { try await list(.init(), in: Tables.departments) }
  func department(_ id: Department.ID) async throws(StoreFailure) -> Department? {
    try await find(.key([.id(id)]), in: Tables.departments)
  }
  func phoneLine(_ number: PhoneNumber) async throws(StoreFailure) -> PhoneLine? {
    try await find(.key([codec.platform.line(number)]), in: Tables.phoneLines)
  }

  func departmentRoutes() async throws(StoreFailure) -> [DepartmentRoute] {
    try await list(.init(), in: Tables.departmentRoutes)
  }
  func departmentRoute(_ id: Department.ID) async throws(StoreFailure) -> DepartmentRoute? {
    try await find(.key([.id(id)]), in: Tables.departmentRoutes)
  }
  func transferRules() async throws(StoreFailure) -> [TransferRule] {
    try await list(.init(), in: Tables.transferRules)
  }
  func transferRule(_ id: TransferRule.ID) async throws(StoreFailure) -> TransferRule? {
    try await find(.key([.id(id)]), in: Tables.transferRules)
  }
  func extensions() async throws(StoreFailure) -> [ExtensionEntry] {
    // Blinded, like numbers.
    try await list(.init(), in: Tables.extensions).sorted { $0.number < $1.number }
  }
  func owner(of number: Extension) async throws(StoreFailure) -> ExtensionDirectory.Owner? {
    try await find(.key([codec.extension(number)]), in: Tables.extensions)?.owner
  }
}

extension UnitOfWork {
  func save(_ line: PhoneLine) async throws(StoreFailure) { try put(line, in: Tables.phoneLines) }
  func removePhoneLine(_ number: PhoneNumber) async throws(StoreFailure) {
    try delete([codec.platform.line(number)], in: Tables.phoneLines.schema)
  }

  func save(_ department: Department) async throws(StoreFailure) { try put(department, in: Tables.departments) }
  func removeDepartment(_ id: Department.ID) async throws(StoreFailure) {
    try await move(.department(id), from: try await departmentRoute(id)?.extension, to: nil)
    for table in [Tables.departmentRoutes.schema, Tables.ledgers.schema, Tables.queueHeads.schema] {
      try delete([.id(id)], in: table)
    }
    try delete([.id(id)], in: Tables.departments.schema)
  }

  func save(_ route: DepartmentRoute) async throws(StoreFailure) {
    let old = try await departmentRoute(route.department)?.extension
    try await move(.department(route.department), from: old, to: route.extension)
    try put(route, in: Tables.departmentRoutes)
  }

  func save(_ rule: TransferRule) async throws(StoreFailure) { try put(rule, in: Tables.transferRules) }
  func removeTransferRule(_ id: TransferRule.ID) async throws(StoreFailure) {
    try delete([.id(id)], in: Tables.transferRules.schema)
  }

  /// Gives an owner another extension. Read by its key, and thereby guarded: of two who take one at once, one sees that it
  /// is taken.
  func move(
    _ owner: ExtensionDirectory.Owner, from old: Extension?, to new: Extension?
  ) async throws(StoreFailure) {
    if let old, old != new, try await self.owner(of: old) == owner {
      try delete([codec.extension(old)], in: Tables.extensions.schema)
    }
    guard let new else { return }
    let holder = try await self.owner(of: new)
    guard holder == nil || holder == owner else { throw .taken(.extension) }
    if holder == nil { try put(ExtensionEntry(new, owner), in: Tables.extensions) }
  }
}
