/// Reads a tenant's webhooks for its people.
public struct ReadWebhooks: Sendable {
  /// The most on one page.
  public static let maximumPage = 500

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// The endpoints, in the order in which they were registered.
  public func endpoints(of tenant: Tenant.ID) async throws(StoreFailure) -> [WebhookEndpoint] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.webhookRoster().endpoints }
  }

  /// The deliveries to an endpoint that stand so (`nil`: however they stand), newest first; `nil` for no such endpoint.
  public func deliveries(
    to endpoint: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind?, of tenant: Tenant.ID,
    after cursor: WebhookDeliveryCursor?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<WebhookDelivery, WebhookDeliveryCursor>? {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) -> [WebhookDelivery]? in
      guard try await scope.webhookRoster()[endpoint] != nil else { return nil }
      return try await scope.webhooks(of: endpoint, kind, after: cursor, limit: limit + 1)
    }
    return found.map { PageOfList($0, limit) { WebhookDeliveryCursor(after: $0) } }
  }

  /// One delivery, with what came of its attempts; `nil` also for one whose endpoint is gone.
  public func delivery(
    _ id: WebhookDelivery.ID, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> WebhookDelivery? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.webhookRoster()[id.endpoint] != nil else { return nil }
      return try await scope.webhookDelivery(id)
    }
  }
}
