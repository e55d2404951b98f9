/// Reads the tenant's webhooks.
public protocol WebhookSnapshot: Sendable {
  /// The secret; `nil` for a tenant that has none.
  func webhookSecret() async throws(StoreFailure) -> WebhookSecret?
  /// The endpoints.
  func webhookRoster() async throws(StoreFailure) -> WebhookRoster
  func webhookDelivery(_ id: WebhookDelivery.ID) async throws(StoreFailure) -> WebhookDelivery?
  /// Deliveries to an endpoint, those that are due first before others, at most `limit`; what is never due comes last.
  func webhooksByDue(of endpoint: WebhookEndpoint.ID, limit: Int) async throws(StoreFailure) -> [WebhookDelivery]
  /// Deliveries of a call's events to an endpoint, from the latest event before this ordinal down, at most `limit`.
  func webhooks(
    of endpoint: WebhookEndpoint.ID, before event: EventID, limit: Int
  ) async throws(StoreFailure) -> [WebhookDelivery]
  /// Deliveries to an endpoint that stand so (`nil`: however they stand), newest first, at most `limit`.
  func webhooks(
    of endpoint: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind?, after cursor: WebhookDeliveryCursor?, limit: Int
  ) async throws(StoreFailure) -> [WebhookDelivery]
  /// The oldest deliveries to an endpoint that stand so (`nil`: however they stand), at most `limit`.
  func oldestWebhooks(
    of endpoint: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind?, limit: Int
  ) async throws(StoreFailure) -> [WebhookDelivery]
}

/// Writes the tenant's webhooks.
public protocol WebhookScope: WebhookSnapshot {
  /// Sets the secret, or another in its place.
  func save(_ secret: WebhookSecret) async throws(StoreFailure)
  func save(_ roster: WebhookRoster) async throws(StoreFailure)
  func save(_ delivery: WebhookDelivery) async throws(StoreFailure)
  /// Takes a delivery out; one that isn't there is no mistake.
  func removeWebhookDelivery(_ id: WebhookDelivery.ID) async throws(StoreFailure)
}
extension WebhookScope {
  /// The secret; a tenant that has none, because it was registered before there were secrets, keeps this one from now on.
  public func webhookSecret(orNew secret: WebhookSecret) async throws(StoreFailure) -> WebhookSecret {
    if let known = try await webhookSecret() { return known }
    try await save(secret)
    return secret
  }
}
