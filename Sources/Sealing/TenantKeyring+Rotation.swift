public import VoiceCore

extension TenantKeyring {
  /// Gives the tenant a new key that seals from now on; what older ones sealed still opens, blind indexes stay. Other nodes
  /// seal under it at the latest when their keys come of age. Two rotations at one time make one new key.
  /// - Returns: the number of the key that seals now.
  /// - Throws: `.destroyed`; `.keyExhausted` at `SealLimits.maximumKeysPerTenant`.
  @discardableResult
  public func rotateDataKey(of tenant: Tenant.ID) async throws(SealFailure) -> UInt32 {
    let load = KeyLoad(provider: provider, records: records, tenant: tenant)
    _ = try await load.keys()
    let newest = try await load.kept().map(\.number).max() ?? WrappedKey.indexNumber
    guard newest < UInt32(SealLimits.maximumKeysPerTenant - 1) else { throw .keyExhausted }
    let kept = try await load.make(newest + 1)
    letGo(tenant)
    return kept.map(\.number).max() ?? newest + 1
  }

  /// Wraps the keys of the deployment and of these tenants by the newest master key, where another one wrapped them.
  /// Interrupted, it is simply begun again; tenants whose keys are destroyed are passed over.
  /// - Returns: how many keys were wrapped anew.
  @discardableResult
  public func rewrap(_ tenants: some Sequence<Tenant.ID> & Sendable) async throws(SealFailure) -> Int {
    var count = try await rewrap(.platform)
    for tenant in tenants where tenant != .platform {
      do throws(SealFailure) {
        count += try await rewrap(tenant)
      } catch {
        guard error == .destroyed else { throw error }
      }
    }
    return count
  }

  private func rewrap(_ tenant: Tenant.ID) async throws(SealFailure) -> Int {
    var anew: [WrappedKey] = []
    for key in try await KeyLoad(provider: provider, records: records, tenant: tenant).kept()
    where !provider.isCurrent(key) {
      var bytes = try await provider.unwrap(key, for: tenant)
      defer { erase(&bytes) }
      anew.append(try await provider.wrap(bytes, number: key.number, for: tenant))
    }
    guard !anew.isEmpty else { return 0 }
    do throws(StoreFailure) { try await records.replace(anew, for: tenant) } catch { throw SealFailure(error) }
    return anew.count
  }
}
