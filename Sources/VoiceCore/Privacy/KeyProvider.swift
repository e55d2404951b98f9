/// Holds the master key: settings of the server, or a key management service.
///
/// A wrapped key belongs to its tenant and number: under another one it doesn't unwrap.
public protocol KeyProvider: Sendable {
  /// Wraps the 32 bytes of a key under the newest master key.
  /// - Throws: `.keyUnavailable`.
  func wrap(_ key: [UInt8], number: UInt32, for tenant: Tenant.ID) async throws(SealFailure) -> WrappedKey

  /// The bytes of a key, whichever master key of ours wrapped it.
  /// - Throws: `.unknownMasterKey`, `.tampered`, `.keyUnavailable`.
  func unwrap(_ key: WrappedKey, for tenant: Tenant.ID) async throws(SealFailure) -> [UInt8]

  /// Whether the newest master key wrapped it; if not, it is to be wrapped anew before the old master key goes.
  func isCurrent(_ key: WrappedKey) -> Bool
}
