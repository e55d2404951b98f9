/// Shows tenants to the platform's administrators.
public struct ReadTenants: Sendable {
  /// The most on a page.
  public static let maximumPage = 500
  /// How many tenants are read at once: no unit of work spans two tenants, so a page is as many questions, and they
  /// needn't wait for one another.
  public static let readAtOnce = 8

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
    let ids = try await store.platform.tenants(after: cursor, limit: limit + 1)
    var tenants: [Tenant] = []
    var damaged: [Tenant.ID] = []
    let wanted = Array(ids.prefix(limit))
    for (id, result) in zip(wanted, await results(of: wanted)) {
      switch result {
      // One that went meanwhile is left out.
      case .success(let tenant): if let tenant { tenants.append(tenant) }
      case .failure(.corrupt): damaged.append(id)
      case .failure(let failure): throw failure
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

  /// What reading each of these gives, in their order.
  private func results(of ids: [Tenant.ID]) async -> [Result<Tenant?, StoreFailure>] {
    let work = Reading(self, ids)
    return await withTaskGroup(of: (Int, Result<Tenant?, StoreFailure>).self) { group in
      var results = [Result<Tenant?, StoreFailure>](repeating: .success(nil), count: ids.count)
      var next = 0
      while next < min(ids.count, Self.readAtOnce) {
        let index = next
        group.addTask { await work.result(at: index) }
        next += 1
      }
      while let (index, result) = await group.next() {
        results[index] = result
        guard next < ids.count else { continue }
        let index = next
        group.addTask { await work.result(at: index) }
        next += 1
      }
      return results
    }
  }

  private struct Reading: Sendable {
    private let read: ReadTenants
    private let ids: [Tenant.ID]

    init(_ read: ReadTenants, _ ids: [Tenant.ID]) {
      self.read = read
      self.ids = ids
    }

    func result(at index: Int) async -> (Int, Result<Tenant?, StoreFailure>) {
      do throws(StoreFailure) { return (index, .success(try await read.tenant(ids[index]))) } catch {
        return (index, .failure(error))
      }
    }
  }
}
