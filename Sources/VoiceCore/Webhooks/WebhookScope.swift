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

extension WebhookScope {
  /// The secret; a tenant that has none, because it was registered before there were secrets, keeps this one from now on.
  public func webhookSecret(orNew secret: WebhookSecret) async throws(StoreFailure) -> WebhookSecret {
    if let known = try await webhookSecret() { return known }
    try await save(secret)
    return secret
  }
}
