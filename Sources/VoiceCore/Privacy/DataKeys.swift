/// The keys that tenants' rows are sealed under, for who rotates them.
///
/// Each has a number, counted from 1 within the tenant: the highest seals, those below open what they sealed. Blind indexes are
/// made under a key of their own that is never rotated, so no rotation changes them.
public protocol DataKeys: Sendable {
  /// Makes a new key that seals from now on, on every node: nothing more is committed under the one of before. Two rotations at
  /// one time make one new key.
  /// - Returns: the number of the key that seals now.
  /// - Throws: `.destroyed`; `.keyExhausted` at `SealLimits.maximumKeysPerTenant`.
  func rotate(_ tenant: Tenant.ID) async throws(SealFailure) -> UInt32

  /// The numbers of the tenant's keys that seal, in their order; none for a tenant that has no keys yet.
  /// - Throws: `.destroyed`.
  func numbers(of tenant: Tenant.ID) async throws(SealFailure) -> [UInt32]

  /// Destroys the keys below this number for good: whatever is still sealed under them is lost. Another node may go on opening
  /// by keys that it has at hand.
  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(SealFailure)
}
