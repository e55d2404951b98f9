/// A tenant is deleted: from now on nothing answers for it, and its keys are destroyed. What it had is swept afterwards, and
/// its handed-over calls are ended (`EraseTenant`), by whoever comes to it, also after an interruption anywhere in here
/// (property 3).
public struct DeleteTenant: Sendable {
  /// Whether the tenant goes whoever signs in there.
  public enum Care: Sendable {
    /// Not while platform administrators do: they would be locked out of the deployment.
    case keepsPlatformAdministrators
    /// Also then, and when it can't be read whether they do.
    case insists
  }

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
  ///   what is missing is done without being asked for again; asking again is safe.
  public func callAsFunction(
    _ tenant: Tenant.ID, by actor: AuditActor, care: Care = .keepsPlatformAdministrators
  ) async throws(TenantFailure) -> TenantClosure {
    let now = time.now()
    let entry = erase.shutting.entry(by: actor, tenant)
    do throws(StoreFailure) {
      guard try await store.erasure.closure(of: tenant) == nil,
        try await store.platform.tenants().contains(tenant)
      else { throw .notFound }
      switch try await standing(of: tenant, at: now, entry, care) {
      case .absent: throw .notFound
      case .holdsPlatformAdministrators: break
      case .ready:
        let closure = try await store.erasure.close(tenant, by: actor, at: now)
        try await erase.shut(tenant)
        return closure
      }
    } catch {
      throw TenantFailure(error)
    }
    throw .holdsPlatformAdministrators
  }

  private enum Standing: Sendable { case absent, holdsPlatformAdministrators, ready }

  /// Whether it may go. One that may takes nobody in from then on, so that no platform administrator comes to it between
  /// the question and the closing.
  private func standing(
    of tenant: Tenant.ID, at moment: Timestamp, _ entry: AuditDraft, _ care: Care
  ) async throws(StoreFailure) -> Standing {
    do throws(StoreFailure) {
      return try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Standing in
        guard var found = try await scope.tenant() else { return .absent }
        if care == .keepsPlatformAdministrators {
          guard try await scope.users(in: .platformAdmin, limit: 1).isEmpty else {
            return .holdsPlatformAdministrators
          }
        }
        if found.closedAt == nil {
          found.closedAt = moment
          try await scope.save(found)
          try await scope.append(entry)
        }
        return .ready
      }
    } catch .corrupt, .unavailable {
      // Unavailable may be what seals, for this tenant alone. If it is the store, the next question says so.
      return try await standingOfDamaged(tenant, care)
    }
  }

  /// Where the keys can't be opened nobody signs in, so that nobody is locked out. Where they can, and a platform
  /// administrator's row can't, there may be others.
  private func standingOfDamaged(_ tenant: Tenant.ID, _ care: Care) async throws(StoreFailure) -> Standing {
    guard care == .keepsPlatformAdministrators else { return .ready }
    do throws(StoreFailure) {
      return try await store.read(for: tenant) { scope throws(StoreFailure) -> Standing in
        do throws(StoreFailure) {
          return try await scope.users(in: .platformAdmin, limit: 1).isEmpty ? .ready : .holdsPlatformAdministrators
        } catch .corrupt {
          return .holdsPlatformAdministrators
        }
      }
    } catch .corrupt {
      return .ready
    }
  }
}
