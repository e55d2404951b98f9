/// Reads where calls can go.
public protocol RoutingSnapshot: Sendable {
  /// The tenant's DIDs, in the order of the numbers.
  func phoneLines() async throws(StoreFailure) -> [PhoneLine]
  /// The departments, in the order of their ids.
  func departments() async throws(StoreFailure) -> [Department]
  /// One department.
  func department(_ id: Department.ID) async throws(StoreFailure) -> Department?
}

/// Writes where calls can go.
public protocol RoutingScope: RoutingSnapshot {
  /// Adds a DID. The commit throws `.taken(.phoneNumber)` when another tenant has it.
  func save(_ line: PhoneLine) async throws(StoreFailure)
  /// Adds or changes a department.
  func save(_ department: Department) async throws(StoreFailure)
}
