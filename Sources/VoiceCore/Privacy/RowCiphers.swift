/// Hands out each tenant's cipher.
public protocol RowCiphers: Sendable {
  /// The tenant's cipher; its keys are made on first use and kept within a bound. Cheap when they are at hand.
  /// Ask anew for each unit of work: the cipher then knows keys that were added elsewhere.
  /// - Throws: `.keyUnavailable`, `.unknownMasterKey`; `.destroyed` for a tenant whose keys are gone.
  func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher

  /// The tenant's cipher as above, except that no keys are made: for a tenant that has none it is one without keys
  /// (`hasKeys`), which finds nothing and seals nothing. So looking for a tenant that isn't there leaves nothing behind.
  func knownCipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher
  /// By what a value is found across tenants (number directory, domains): 16 bytes under a key of the deployment's own,
  /// the same after every rotation.
  func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8]

  /// Destroys the tenant's keys in this process at once, also for ciphers that were handed out. The store has destroyed
  /// the records before, else the next use brings the keys back.
  func forget(_ tenant: Tenant.ID)

  /// Reads the tenant's keys anew at the next use, because others may stand there by now. Ciphers that were handed out stay
  /// as they are.
  func reload(_ tenant: Tenant.ID)

  /// As `reload`, unless others than this cipher's keys are at hand by now: of many whose work is refused because the tenant's
  /// keys were rotated, one has them read.
  func reload(_ tenant: Tenant.ID, insteadOf refused: any TenantCipher)
}

extension RowCiphers {
  /// Nothing, for ciphers that keep no keys at hand.
  public func reload(_ tenant: Tenant.ID) {}

  /// As `reload`, for ciphers that can't tell theirs apart.
  public func reload(_ tenant: Tenant.ID, insteadOf refused: any TenantCipher) { reload(tenant) }
}

extension RowCiphers {
  /// For ciphers whose keys aren't kept anywhere.
  public func knownCipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    try await cipher(for: tenant)
  }
}
