/// Sends again what was parked, or once more what was delivered, because the tenant wants it so.
public struct RedeliverWebhooks: Sendable {
  /// The most that are taken up by one request.
  public static let batchLength = 256

  /// What became of a request for many.
  public struct Bulk: Equatable, Sendable {
    public let count: Int
    /// Whether there are more of the kind.
    public let hasMore: Bool
  }

  private let store: any Store
  private let time: any TimeSource
  private let auditing: Auditing
  private let tell: @Sendable (Tenant.ID) -> Void

  /// A use case on these ports. `tell` hears of whom there is something to send.
  public init(
    store: any Store, time: any TimeSource, auditing: Auditing,
    tell: @escaping @Sendable (Tenant.ID) -> Void = { _ in }
  ) {
    self.store = store
    self.time = time
    self.auditing = auditing
    self.tell = tell
  }

  /// One delivery, from its first attempt on; one that is being sent, or waits for an earlier event, goes on as it is.
  /// - Throws: `.notFound` for one that isn't there.
  public func one(
    _ id: WebhookDelivery.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> WebhookDelivery {
    let now = time.now()
    let draft = act(by: bearer, on: id.endpoint)
    let delivery = try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<WebhookDelivery> in
      guard try await scope.webhookRoster()[id.endpoint] != nil, var delivery = try await scope.webhookDelivery(id)
      else { return .refused(.notFound) }
      if let fact = delivery.decideAgain(at: now) {
        delivery.evolve(fact)
        try await scope.save(delivery)
        try await scope.append(draft)
      }
      return .done(delivery)
    }
    tell(tenant)
    return delivery
  }

  /// The oldest parked deliveries to an endpoint.
  /// - Throws: `.notFound` for an endpoint that isn't there.
  public func parked(
    to endpoint: WebhookEndpoint.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> Bulk {
    let now = time.now()
    let draft = act(by: bearer, on: endpoint)
    let bulk = try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<Bulk> in
      guard try await scope.webhookRoster()[endpoint] != nil else { return .refused(.notFound) }
      let oldest = try await scope.oldestWebhooks(of: endpoint, .parked, limit: Self.batchLength)
      var count = 0
      for seen in oldest {
        guard var delivery = try await scope.webhookDelivery(seen.id), delivery.kind == .parked,
          let fact = delivery.decideAgain(at: now)
        else { continue }
        delivery.evolve(fact)
        try await scope.save(delivery)
        count += 1
      }
      if count > 0 { try await scope.append(draft) }
      return .done(Bulk(count: count, hasMore: oldest.count == Self.batchLength))
    }
    tell(tenant)
    return bulk
  }

  private func act(by bearer: Bearer, on endpoint: WebhookEndpoint.ID) -> AuditDraft {
    auditing(.changeIntegration, by: bearer, on: AuditReference(.webhook, endpoint))
  }
}
