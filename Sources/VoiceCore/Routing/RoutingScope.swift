/// Reads where calls can go.
public protocol RoutingSnapshot: Sendable {
  /// The tenant's DIDs, in the order of the numbers.
  func phoneLines() async throws(StoreFailure) -> [PhoneLine]
  /// The DID with this number.
  func phoneLine(_ number: PhoneNumber) async throws(StoreFailure) -> PhoneLine?
  /// The departments, in the order of their ids.
  func departments() async throws(StoreFailure) -> [Department]
  /// One department.
  func department(_ id: Department.ID) async throws(StoreFailure) -> Department?
  /// How departments take their calls, in the order of the departments; those with `DepartmentRoute.standard` may be left
  /// out.
  func departmentRoutes() async throws(StoreFailure) -> [DepartmentRoute]
  /// How one department takes its calls; `nil`: by `DepartmentRoute.standard`.
  func departmentRoute(_ id: Department.ID) async throws(StoreFailure) -> DepartmentRoute?
  /// The transfer rules, in the order of their ids.
  func transferRules() async throws(StoreFailure) -> [TransferRule]
  /// One transfer rule.
  func transferRule(_ id: TransferRule.ID) async throws(StoreFailure) -> TransferRule?
  /// All extensions, in their order.
  func extensions() async throws(StoreFailure) -> [ExtensionEntry]
  /// Whom an extension reaches; `nil` when nobody has it.
  func owner(of number: Extension) async throws(StoreFailure) -> ExtensionDirectory.Owner?
}

/// Writes where calls can go.
public protocol RoutingScope: RoutingSnapshot {
  /// Adds or changes a DID. The commit throws `.taken(.phoneNumber)` when another tenant has it.
  func save(_ line: PhoneLine) async throws(StoreFailure)
  /// Takes a DID out; one that isn't there is no error.
  func removePhoneLine(_ number: PhoneNumber) async throws(StoreFailure)
  /// Adds or changes a department.
  func save(_ department: Department) async throws(StoreFailure)
  /// Takes a department out, with its route, its extension, its turns and its queue's head; one that isn't there is no
  /// error. What names it stays: routing has an end for that.
  func removeDepartment(_ id: Department.ID) async throws(StoreFailure)
  /// Says how a department takes its calls; its extension is what the route says. For a department that isn't there the
  /// commit throws `.notFound`.
  /// - Throws: `.taken(.extension)` when somebody else of the tenant has the extension.
  func save(_ route: DepartmentRoute) async throws(StoreFailure)
  /// Adds or changes a transfer rule.
  func save(_ rule: TransferRule) async throws(StoreFailure)
  /// Takes a transfer rule out; one that isn't there is no error.
  func removeTransferRule(_ id: TransferRule.ID) async throws(StoreFailure)
}
