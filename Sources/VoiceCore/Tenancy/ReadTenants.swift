/// Shows tenants to the platform's administrators.
public struct ReadTenants: Sendable {
  /// The most on a page.
  public static let maximumPage = 500

  /// A stretch of the list.
  public struct Page: Sendable {
    public let tenants: [Tenant]
    /// Those whose row or keys can't be opened, by id: an operator must look.
    public let damaged: [Tenant.ID]
    /// Where the next page begins; `nil` when there is none.
    public let next: Tenant.ID?
  }

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Tenants by id, just after this one; those that are closed aren't among them.
  public func page(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> Page {
    let limit = min(max(1, limit), Self.maximumPage)
    let ids = try await store.platform.tenants().filter { id in cursor.map { $0 < id } ?? true }
    var tenants: [Tenant] = []
    var damaged: [Tenant.ID] = []
    for id in ids.prefix(limit) {
      do throws(StoreFailure) {
        // One that went meanwhile is left out.
        if let tenant = try await tenant(id) { tenants.append(tenant) }
      } catch .corrupt {
        damaged.append(id)
      }
    }
    return Page(tenants: tenants, damaged: damaged, next: ids.count > limit ? ids[limit - 1] : nil)
  }

  /// One tenant; `nil` for one that isn't there or is closed.
  public func tenant(_ id: Tenant.ID) async throws(StoreFailure) -> Tenant? {
    do throws(StoreFailure) {
      let found = try await store.read(for: id) { scope throws(StoreFailure) in try await scope.tenant() }
      return found?.closedAt == nil ? found : nil
    } catch .notFound {
      return nil
    }
  }
}
