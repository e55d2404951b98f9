public import VoiceCore

extension TenantKeyring: DataKeys {
  /// See `DataKeys`. Other nodes hear of it when their next commit is refused, or a row names the new key.
  @discardableResult
  public func rotate(_ tenant: Tenant.ID) async throws(SealFailure) -> UInt32 {
    let load = KeyLoad(provider: provider, records: records, tenant: tenant)
    _ = try await load.keys()
    let before = try await load.kept()
    let newest = before.map(\.number).max() ?? WrappedKey.indexNumber
    guard before.count < SealLimits.maximumKeysPerTenant, newest < .max else { throw .keyExhausted }
    let kept = try await load.make(newest + 1)
    letGo(tenant)
    return kept.map(\.number).max() ?? newest + 1
  }

  /// See `DataKeys`.
  public func numbers(of tenant: Tenant.ID) async throws(SealFailure) -> [UInt32] {
    try await KeyLoad(provider: provider, records: records, tenant: tenant).kept().map(\.number)
      .filter { $0 != WrappedKey.indexNumber }.sorted()
  }

  /// See `DataKeys`.
  public func retire(below number: UInt32, of tenant: Tenant.ID) async throws(SealFailure) {
    do throws(StoreFailure) {
      try await records.retire(below: number, of: tenant)
    } catch {
      throw SealFailure(error)
    }
    letGo(tenant)
  }
}

extension TenantKeyring {
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
