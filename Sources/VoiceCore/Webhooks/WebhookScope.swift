/// Reads how the tenant's webhooks are signed.
public protocol WebhookSnapshot: Sendable {
  /// The secret; `nil` for a tenant that has none.
  func webhookSecret() async throws(StoreFailure) -> WebhookSecret?
}

/// Writes how the tenant's webhooks are signed.
public protocol WebhookScope: WebhookSnapshot {
  /// Sets the secret, or another in its place.
  func save(_ secret: WebhookSecret) async throws(StoreFailure)
}
