import VoiceCore

/// What every read of a tenant's webhooks finds.
struct WebhookContents: Equatable, Sendable {
  var secret: WebhookSecret?
  var roster = WebhookRoster()
  var delivery: WebhookDelivery?
  var byDue: [WebhookDelivery] = []
  var earlier: [WebhookDelivery] = []
  var newest: [WebhookDelivery] = []
  var parked: [WebhookDelivery] = []
  var oldest: [WebhookDelivery] = []

  /// What `StoreContract.fillWebhooks` leaves.
  static let filled: WebhookContents = {
    var filled = WebhookContents()
    filled.secret = WebhookSecret(random: "a")
    filled.roster = Sample.roster
    filled.delivery = Sample.delivery(1)
    filled.byDue = [Sample.delivery(1), Sample.delivery(2, parked: true)]
    filled.earlier = [Sample.delivery(1)]
    filled.newest = [Sample.delivery(2, parked: true), Sample.delivery(1)]
    filled.parked = [Sample.delivery(2, parked: true)]
    filled.oldest = filled.byDue
    return filled
  }()

  /// Nothing.
  init() {}

  /// Everything, through a scope.
  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    secret = try await scope.webhookSecret()
    roster = try await scope.webhookRoster()
    delivery = try await scope.webhookDelivery(Sample.delivery(1).id)
    byDue = try await scope.webhooksByDue(of: Sample.id(1), limit: 10)
    earlier = try await scope.webhooks(of: Sample.id(1), before: Sample.delivery(2).id.event, limit: 10)
    newest = try await scope.webhooks(of: Sample.id(1), nil, after: nil, limit: 10)
    parked = try await scope.webhooks(of: Sample.id(1), .parked, after: nil, limit: 10)
    oldest = try await scope.oldestWebhooks(of: Sample.id(1), nil, limit: 10)
  }
}

extension StoreContract {
  static func fillWebhooks(_ scope: any TenantScope) async throws(StoreFailure) {
    try await scope.save(WebhookSecret(random: "a"))
    try await scope.save(Sample.roster)
    try await scope.save(Sample.delivery(2, parked: true))
    try await scope.save(Sample.delivery(1))
  }
}

extension Sample {
  /// One endpoint that is served.
  static var roster: WebhookRoster {
    guard let url = WebhookURL("https://hooks.example/voice?key=1"),
      let events = try? WebhookEvents(names: ["call.ended"])
    else { preconditionFailure("a sample's address is good") }
    var roster = WebhookRoster()
    roster.put(
      WebhookEndpoint(
        id: id(1), url: url, events: events, secret: WebhookSecret(random: "b"), createdAt: moment))
    return roster
  }

  /// The delivery of the event of that number, of one call, to one endpoint, made that many seconds after the sample moment.
  static func delivery(
    _ number: Int, of call: UInt128 = 1, to endpoint: UInt128 = 1, parked: Bool = false
  ) -> WebhookDelivery {
    let made = moment + .seconds(number)
    var delivery = WebhookDelivery(
      of: RecordedFact(call: id(call), ordinal: number, at: moment, fact: .answered(at: moment)), to: id(endpoint),
      at: made)
    if parked {
      delivery.evolve(.claimed(until: made + WebhookDelivery.lease))
      delivery.evolve(
        .answered(
          .init(at: made, took: .milliseconds(7), result: .failed(.timedOut)), next: .parked(.exhausted, at: made)))
    }
    return delivery
  }
}
