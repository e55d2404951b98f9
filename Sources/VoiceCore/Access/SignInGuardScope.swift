/// Reads and writes how slow sign-in is. Only ever inside a unit of work, which remembers the version.
public protocol SignInGuardScope: Sendable {
  /// The guard at a place; a new one where nobody was met.
  func signInGuard(at slot: SignInSlot) async throws(StoreFailure) -> SignInGuard
  /// Keeps the guard at a place; a new one (`SignInGuard()`) may be kept as no row at all.
  func save(_ guard: SignInGuard, at slot: SignInSlot) async throws(StoreFailure)
}

extension Tenant {
  /// Whom attempts with an unknown domain are counted for: the max UUID (RFC 9562, section 5.10), which names no tenant.
  /// Its guards are written through the same doors, sealed under keys of its own, and take the same time. Not the nil
  /// UUID: that one stands for the deployment itself, whose keys seal no tenant's rows.
  public static let nobody: ID = Identifier(.max)
}
