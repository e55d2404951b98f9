public import VoiceCore

/// Goes from tenant to tenant with some work: one with whom it fails holds up nobody else, and is named. Stops between two
/// when it is time to end, or the task is cancelled.
public struct EachTenant: Sendable {
  private let store: any Store
  private let closing: Closing

  /// All tenants of this store.
  public init(store: any Store, closing: Closing = Closing()) {
    self.store = store
    self.closing = closing
  }

  /// Does the work with these beside all tenants, in the order of ids; `nil` when nothing failed.
  public func visit(
    beside others: [Tenant.ID] = [], _ work: (Tenant.ID) async throws -> Void
  ) async -> TenantFailure? {
    let tenants: [Tenant.ID]
    do throws(StoreFailure) { tenants = try await store.platform.tenants() } catch {
      return TenantFailure(tenant: nil, reason: error, others: 0)
    }
    var first: TenantFailure?
    var count = 0
    for tenant in Set(tenants).union(others).sorted() {
      guard !Task.isCancelled, !closing.isClosed else { break }
      do { try await work(tenant) } catch {
        count += 1
        first = TenantFailure(tenant: first?.tenant ?? tenant, reason: first?.reason ?? error, others: count - 1)
      }
    }
    return first
  }
}

/// What went wrong in a round through all tenants.
public struct TenantFailure: Error, CustomStringConvertible {
  /// The first with whom it did; `nil` when they couldn't be listed.
  public let tenant: Tenant.ID?
  /// What was thrown.
  public let reason: any Error
  /// With how many others something did.
  public let others: Int

  /// For the log: the reason, the first tenant, the number of others.
  public var description: String {
    guard let tenant else { return "\(reason)" }
    return "\(reason), tenant \(tenant)" + (others > 0 ? " and \(others) more" : "")
  }
}
