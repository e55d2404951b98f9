import VoiceCore

/// What every scope reads of the tenant's webhooks.
extension RowView {
  func webhookSecret() async throws(StoreFailure) -> WebhookSecret? {
    try await find(.key([]), in: Tables.webhookSecrets)
  }
  func webhookRoster() async throws(StoreFailure) -> WebhookRoster {
    try await find(.key([]), in: Tables.webhookRosters) ?? WebhookRoster()
  }
  func webhookDelivery(_ id: WebhookDelivery.ID) async throws(StoreFailure) -> WebhookDelivery? {
    try await find(.key(id.key), in: Tables.webhookDeliveries)
  }
  func webhooksByDue(of endpoint: WebhookEndpoint.ID, limit: Int) async throws(StoreFailure) -> [WebhookDelivery] {
    try await list(
      .init(index: "webhook_deliveries_by_due", prefix: [.id(endpoint)], limit: limit), in: Tables.webhookDeliveries)
  }
  func webhooks(
    of endpoint: WebhookEndpoint.ID, before event: EventID, limit: Int
  ) async throws(StoreFailure) -> [WebhookDelivery] {
    let id = WebhookDelivery.ID(endpoint: endpoint, event: event)
    let stretch = RowQuery.Stretch(
      prefix: [.id(endpoint), .id(event.call)], after: id.key, isDescending: true, limit: limit)
    return try await list(stretch, in: Tables.webhookDeliveries)
  }
  func webhooks(
    of endpoint: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind?, after cursor: WebhookDeliveryCursor?, limit: Int
  ) async throws(StoreFailure) -> [WebhookDelivery] {
    let (index, prefix) = stretch(of: endpoint, kind)
    let after = cursor.map {
      prefix + [.integer($0.createdAt.microseconds)]
        + WebhookDelivery.ID(endpoint: endpoint, event: $0.event).key
    }
    return try await list(
      .init(index: index, prefix: prefix, after: after, isDescending: true, limit: limit),
      in: Tables.webhookDeliveries)
  }
  func oldestWebhooks(
    of endpoint: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind?, limit: Int
  ) async throws(StoreFailure) -> [WebhookDelivery] {
    let (index, prefix) = stretch(of: endpoint, kind)
    return try await list(.init(index: index, prefix: prefix, limit: limit), in: Tables.webhookDeliveries)
  }

  private func stretch(of endpoint: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind?) -> (String, [Part]) {
    guard let kind else { return ("webhook_deliveries_by_age", [.id(endpoint)]) }
    return ("webhook_deliveries_by_state", [.id(endpoint), kind.part])
  }
}

extension UnitOfWork {
  func save(_ secret: WebhookSecret) async throws(StoreFailure) { try put(secret, in: Tables.webhookSecrets) }
  func save(_ roster: WebhookRoster) async throws(StoreFailure) { try put(roster, in: Tables.webhookRosters) }
  func save(_ delivery: WebhookDelivery) async throws(StoreFailure) {
    try put(delivery, in: Tables.webhookDeliveries)
  }
  func removeWebhookDelivery(_ id: WebhookDelivery.ID) async throws(StoreFailure) {
    try delete(id.key, in: Tables.webhookDeliveries.schema)
  }
}
