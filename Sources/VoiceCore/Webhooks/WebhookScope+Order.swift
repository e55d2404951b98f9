extension WebhookScope {
  /// The most earlier events of a call that are looked at in one go.
  private static var pageLength: Int { 64 }

  /// Holds a delivery back while an earlier event of its call is still on its way to the endpoint (property 23): that one
  /// then says when this one may go. Both rows are read by their keys, so that neither changes unseen.
  /// - Returns: `false` where nothing is before it.
  func holdBack(_ delivery: WebhookDelivery) async throws(StoreFailure) -> Bool {
    var place = delivery.id.event
    while true {
      let earlier = try await webhooks(of: delivery.endpoint, before: place, limit: Self.pageLength)
      for seen in earlier where seen.isOpen {
        guard var former = try await webhookDelivery(seen.id), former.isOpen else { continue }
        former.hold(delivery.event.ordinal)
        try await save(former)
        var held = delivery
        held.evolve(.heldBack)
        try await save(held)
        return true
      }
      guard earlier.count == Self.pageLength, let last = earlier.last else { return false }
      place = last.id.event
    }
  }

  /// Keeps a delivery as it is now; once it is over, what waits for it may go.
  func keep(_ delivery: WebhookDelivery, at now: Timestamp) async throws(StoreFailure) {
    var delivery = delivery
    guard !delivery.isOpen else { return try await save(delivery) }
    for ordinal in delivery.letGo() {
      let event = EventID(call: delivery.event.call, ordinal: ordinal)
      guard var later = try await webhookDelivery(.init(endpoint: delivery.endpoint, event: event)) else { continue }
      later.evolve(.released(at: now))
      try await save(later)
    }
    try await save(delivery)
  }
}
