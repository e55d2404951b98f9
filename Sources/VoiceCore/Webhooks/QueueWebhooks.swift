/// Makes a delivery of each public event for each endpoint that wants it, following the log: each once, however often a fact
/// comes (property 23).
public struct QueueWebhooks: LogFollower {
  public let name = FollowerName("webhooks")
  /// The most facts of which deliveries are made in one commit.
  static let batchLength = 32

  private let store: any Store
  private let time: any TimeSource
  private let tell: @Sendable (Tenant.ID) -> Void

  /// A follower on these ports. `tell` hears of whom there is something to send.
  public init(store: any Store, time: any TimeSource, tell: @escaping @Sendable (Tenant.ID) -> Void = { _ in }) {
    self.store = store
    self.time = time
    self.tell = tell
  }

  /// Nothing: an endpoint is told of events since it is registered, and what isn't in the log any more is older than
  /// any delivery is kept.
  public func begin(with tenant: Tenant.ID) async throws(FollowFailure) {}

  public func follow(_ facts: [LoggedFact], of tenant: Tenant.ID) async throws(FollowFailure) {
    let told = facts.map(\.recorded).filter { $0.fact.eventName != nil }
    var isAny = false
    do throws(StoreFailure) {
      for start in stride(from: 0, to: told.count, by: Self.batchLength) {
        let batch = Array(told[start..<min(start + Self.batchLength, told.count)])
        if try await queue(batch, of: tenant) { isAny = true }
      }
    } catch {
      throw .store(error)
    }
    if isAny { tell(tenant) }
  }

  /// Whether anybody wants any of it.
  private func queue(_ events: [RecordedFact], of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    let now = time.now()
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      var isAny = false
      for endpoint in try await scope.webhookRoster().endpoints {
        for event in events where endpoint.wants(event) {
          let delivery = WebhookDelivery(of: event, to: endpoint.id, at: now)
          guard try await scope.webhookDelivery(delivery.id) == nil else { continue }
          try await scope.save(delivery)
          isAny = true
        }
      }
      return isAny
    }
  }
}
