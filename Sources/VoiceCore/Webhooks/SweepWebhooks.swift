/// Takes out deliveries that nobody needs any more: those of endpoints that are gone, and those that were over long ago.
public struct SweepWebhooks: Sendable {
  /// How long a delivery that is over, or parked, can be seen and asked for again.
  public static let retention: Duration = .seconds(30 * 86_400)
  /// The most that go in one commit.
  public static let batchLength = 256

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// One batch of each endpoint; `true` when there is more.
  public func callAsFunction(of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    let bound = time.now() - Self.retention
    let roster = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.webhookRoster() }
    var hasMore = false
    for id in roster.removed where try await sweep(id, of: tenant) { hasMore = true }
    for endpoint in roster.endpoints {
      for kind in [WebhookDelivery.Kind.delivered, .parked]
      where try await prune(endpoint.id, kind, before: bound, of: tenant) {
        hasMore = true
      }
    }
    return hasMore
  }

  private func sweep(_ id: WebhookEndpoint.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      var roster = try await scope.webhookRoster()
      let oldest = try await scope.oldestWebhooks(of: id, nil, limit: Self.batchLength)
      for delivery in oldest { try await scope.removeWebhookDelivery(delivery.id) }
      guard oldest.count < Self.batchLength else { return true }
      roster.swept(id)
      try await scope.save(roster)
      return false
    }
  }

  private func prune(
    _ id: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind, before bound: Timestamp, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Bool {
    let oldest = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.oldestWebhooks(of: id, kind, limit: Self.batchLength).filter { $0.createdAt < bound }
    }
    guard !oldest.isEmpty else { return false }
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      for old in oldest {
        // Somebody may have asked for it again.
        guard let delivery = try await scope.webhookDelivery(old.id), !delivery.isOpen else { continue }
        try await scope.removeWebhookDelivery(old.id)
      }
    }
    return oldest.count == Self.batchLength
  }
}
