/// A tenant's rows are sealed under another key from now on, in case somebody has come by the one of before, or because it has
/// sealed enough. What is there opens as before; the servers seal it anew under the new key and destroy the old one then
/// (`RenewSeals`).
public struct RotateDataKey: Sendable {
  /// Why it can't be.
  public enum Failure: Error, Equatable, Sendable {
    /// There is no such tenant (any more).
    case notFound
    /// The tenant has as many keys as it may have: first the old ones must go, which takes a running server.
    case tooManyKeys
    /// Not now: trying again is safe and may help. It may have come about.
    case unavailable
    /// What is kept can't be read: trying again doesn't help, an operator must look.
    case damaged
  }

  private let store: any Store
  private let keys: any DataKeys
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, keys: any DataKeys, auditing: Auditing) {
    self.store = store
    self.keys = keys
    self.auditing = auditing
  }

  /// Rotates the key of a tenant, or those of the deployment itself (`Tenant.ID.platform`: its own, and the one under which
  /// sign-ins at unknown domains are counted). Told in the audit log of whose key it is, before it is done, for keys aren't kept
  /// in the store's units of work: nothing is rotated that isn't told, and an entry may stand for a rotation that failed.
  /// - Returns: the number of the key that seals now.
  public func callAsFunction(
    _ tenant: Tenant.ID, by actor: AuditActor
  ) async throws(Failure) -> UInt32 {
    let entry = auditing(.rotateTenantKey, by: actor, on: AuditReference(.tenantKey, tenant))
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        if tenant != .platform {
          guard let found = try await scope.tenant(), found.closedAt == nil else { throw .notFound }
        }
        try await scope.append(entry)
      }
    } catch {
      throw Failure(error)
    }
    do throws(SealFailure) {
      let number = try await keys.rotate(tenant)
      if tenant == .platform, try await !keys.numbers(of: Tenant.nobody).isEmpty {
        _ = try await keys.rotate(Tenant.nobody)
      }
      return number
    } catch {
      throw error == .keyExhausted ? .tooManyKeys : Failure(StoreFailure(error))
    }
  }
}

extension RotateDataKey.Failure {
  fileprivate init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .notFound
    case .conflict, .unavailable, .taken: self = .unavailable
    case .scopeEnded, .corrupt: self = .damaged
    }
  }
}
