/// A tenant is deleted: from now on nothing answers for it, and its keys are destroyed. What it had is swept afterwards
/// (`EraseTenant`), by whoever comes to it, also after an interruption anywhere in here (property 3).
public struct DeleteTenant: Sendable {
  private let store: any ErasableStore
  private let erase: EraseTenant
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any ErasableStore, erase: EraseTenant, time: any TimeSource) {
    self.store = store
    self.erase = erase
    self.time = time
  }

  /// Closes the tenant.
  /// - Throws: `.notFound` also for a tenant that was deleted before; `.unavailable`: it may be closed by now, and then
  ///   what is missing is done without being asked for again.
  public func callAsFunction(_ tenant: Tenant.ID, by actor: AuditActor) async throws(TenantFailure) -> TenantClosure {
    let standing: Standing
    do throws(StoreFailure) {
      guard try await store.erasure.closure(of: tenant) == nil else { throw .notFound }
      standing = try await self.standing(of: tenant)
    } catch {
      throw TenantFailure(error)
    }
    guard standing.isThere else { throw .notFound }
    guard !standing.holdsPlatformAdministrators else { throw .holdsPlatformAdministrators }
    do throws(StoreFailure) {
      let closure = try await store.erasure.close(tenant, at: time.now())
      try await erase.shut(tenant, by: actor)
      return closure
    } catch {
      throw TenantFailure(error)
    }
  }

  private struct Standing: Sendable {
    let isThere: Bool
    /// They would be locked out of the deployment.
    let holdsPlatformAdministrators: Bool
  }

  private func standing(of tenant: Tenant.ID) async throws(StoreFailure) -> Standing {
    try await store.read(for: tenant) { scope throws(StoreFailure) -> Standing in
      let isThere = try await scope.tenant() != nil
      let administrators = try await scope.users(in: .platformAdmin, limit: 1)
      return Standing(isThere: isThere, holdsPlatformAdministrators: !administrators.isEmpty)
    }
  }
}
