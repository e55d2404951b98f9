import Generators
import Properties
import Sealing
import VoiceCore

/// Where a store's rows and wrapped keys lie; the store itself is made anew for each master key, as after a restart.
struct Seat: Sendable {
  let records: any TenantKeyRecords
  let store: @Sendable (TenantKeyring) -> any Store
  let evidence: @Sendable (Tenant.ID) async throws -> [Evidence]
  let close: @Sendable () async -> Void

  /// The store under these master keys, the first of which wraps.
  func place(under masterKeys: MasterKeys) async throws -> SealedPlace {
    try await place(under: masterKeys, MasterKeys.newKeyText())
  }

  private func place(under masterKeys: MasterKeys, _ nextKey: String) async throws -> SealedPlace {
    let keyring = try await TenantKeyring.opened(by: masterKeys, over: records, time: ManualTime())
    return SealedPlace(
      store: store(keyring), ciphers: keyring, evidence: evidence,
      rotateDataKey: { _ = try await keyring.rotate($0) },
      rotateMasterKey: {
        let next = try MasterKeys(nextKey)
        // Both are configured while keys are wrapped anew; then the old one goes.
        let both = MasterKeyChange(from: masterKeys, to: next)
        let changing = try await TenantKeyring.opened(by: both, over: records, time: ManualTime())
        try await changing.rewrap(try await store(changing).platform.tenants())
        return try await place(under: next, MasterKeys.newKeyText())
      },
      close: close)
  }
}

/// Two settings' keys at one time: the new one wraps.
private struct MasterKeyChange: KeyProvider {
  let from: MasterKeys
  let to: MasterKeys

  func wrap(_ key: [UInt8], number: UInt32, for tenant: Tenant.ID) async throws(SealFailure) -> WrappedKey {
    try await to.wrap(key, number: number, for: tenant)
  }

  func unwrap(_ key: WrappedKey, for tenant: Tenant.ID) async throws(SealFailure) -> [UInt8] {
    to.isCurrent(key) ? try await to.unwrap(key, for: tenant) : try await from.unwrap(key, for: tenant)
  }

  func isCurrent(_ key: WrappedKey) -> Bool { to.isCurrent(key) }
}
