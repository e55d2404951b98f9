/// Keeps what came of an attempt: the event is delivered, is sent again later, or is parked where the tenant sees it
/// (property 23); and what it tells of the endpoint.
public struct SettleWebhook: Sendable {
  /// What the attempt came to.
  public struct Outcome: Equatable, Sendable {
    /// How the delivery stands now.
    public let kind: WebhookDelivery.Kind
    /// Why the endpoint is sent nothing new from now on; `nil` where nothing changed.
    public let disabled: WebhookEndpoint.Reason?
  }

  private let store: any Store
  private let time: any TimeSource
  private let chance: Chance
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, chance: Chance, auditing: Auditing) {
    self.store = store
    self.time = time
    self.chance = chance
    self.auditing = auditing
  }

  /// Keeps the result of a claimed delivery, which was sent at the time that its message tells.
  /// - Returns: `nil` for what tells nothing any more: somebody else has sent it since, or it was taken out.
  public func callAsFunction(
    _ claim: ClaimWebhooks.Claim, _ result: WebhookResult
  ) async throws(StoreFailure) -> Outcome? {
    let now = time.now()
    let chance = chance.next()
    let notice = auditing(.changeIntegration, by: .server, on: AuditReference(.webhook, claim.delivery.endpoint))
    let attempt = WebhookDelivery.Attempt(at: claim.message.at, took: now - claim.message.at, result: result)
    return try await store.transaction(for: claim.tenant) { scope throws(StoreFailure) in
      guard var delivery = try await scope.webhookDelivery(claim.delivery),
        let fact = delivery.decide(attempt, number: claim.number, at: now, chance: chance)
      else { return nil }
      delivery.evolve(fact)
      try await scope.keep(delivery, at: now)
      var roster = try await scope.webhookRoster()
      guard let former = roster[claim.delivery.endpoint] else { return Outcome(kind: delivery.kind, disabled: nil) }
      var endpoint = former
      endpoint.heard(result, isLast: !delivery.isOpen, at: now)
      guard endpoint != former else { return Outcome(kind: delivery.kind, disabled: nil) }
      roster.put(endpoint)
      try await scope.save(roster)
      guard endpoint.state != former.state, case .disabled(let why, _) = endpoint.state else {
        return Outcome(kind: delivery.kind, disabled: nil)
      }
      try await scope.append(notice)
      return Outcome(kind: delivery.kind, disabled: why)
    }
  }
}
