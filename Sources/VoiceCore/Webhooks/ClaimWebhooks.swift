/// Takes up deliveries that are due, for one node: what it has claimed nobody else sends until the claim lapses.
public struct ClaimWebhooks: Sendable {
  /// The most deliveries to one endpoint that are looked at in one go.
  static let pageLength = 32

  /// A delivery that is to be sent now.
  public struct Claim: Equatable, Sendable {
    public let tenant: Tenant.ID
    public let delivery: WebhookDelivery.ID
    /// Which attempt it is, from 1.
    public let number: Int
    public let url: WebhookURL
    public let message: WebhookMessage
  }

  /// What a look at a tenant's deliveries came to.
  public struct Claims: Equatable, Sendable {
    public var claims: [Claim] = []
    /// When there is something to be done again; `nil` while nothing is that this node doesn't know of.
    public var next: Timestamp?

    mutating func lookAgain(at moment: Timestamp) { next = min(next ?? moment, moment) }
  }

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Claims what is due, for each endpoint as much as it has room for: so one that is slow takes no other's place.
  /// - Parameter room: how many more may be sent to an endpoint at once.
  public func callAsFunction(
    of tenant: Tenant.ID, room: @Sendable (WebhookEndpoint.ID) -> Int
  ) async throws(StoreFailure) -> Claims {
    let now = time.now()
    let roster = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.webhookRoster() }
    var all = Claims()
    for endpoint in roster.endpoints {
      let room = room(endpoint.id)
      guard room > 0 else { continue }
      let due = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.webhooksByDue(of: endpoint.id, limit: Self.pageLength)
      }
      let ready = due.filter { $0.dueAt.map { $0 <= now } ?? false }.map(\.id)
      if let later = due.first(where: { !ready.contains($0.id) })?.dueAt { all.lookAgain(at: later) }
      guard !ready.isEmpty else { continue }
      let (claims, hasReleased) = try await claim(ready, of: tenant, room: room, at: now)
      all.claims += claims
      // What waited for a delivery that was parked here is due, and nobody else rings for it.
      if hasReleased { all.lookAgain(at: now) }
      // Where there is no more room, whoever comes back looks again.
      if ready.count == Self.pageLength, claims.count < room { all.lookAgain(at: now) }
    }
    return all
  }

  private func claim(
    _ ready: [WebhookDelivery.ID], of tenant: Tenant.ID, room: Int, at now: Timestamp
  ) async throws(StoreFailure) -> (claims: [Claim], hasReleased: Bool) {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      let roster = try await scope.webhookRoster()
      var claims: [Claim] = []
      var hasReleased = false
      for id in ready where claims.count < room {
        guard let endpoint = roster[id.endpoint], var delivery = try await scope.webhookDelivery(id),
          let fact = delivery.decideClaim(at: now)
        else { continue }
        guard endpoint.isServed else {
          delivery.evolve(.parked(.endpointDisabled, at: now))
          try await scope.keep(delivery, at: now)
          hasReleased = true
          continue
        }
        if try await scope.holdBack(delivery) { continue }
        delivery.evolve(fact)
        try await scope.keep(delivery, at: now)
        guard delivery.isOpen else {
          hasReleased = true
          continue
        }
        claims.append(
          Claim(
            tenant: tenant, delivery: id, number: delivery.tries, url: endpoint.url,
            message: WebhookMessage(delivery.event, to: endpoint, at: now)))
      }
      return (claims, hasReleased)
    }
  }
}
