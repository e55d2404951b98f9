import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P23-webhook-delivery.md
  static let p23WebhookDelivery = VerifiedProperty(
    number: 23, title: "Webhook Delivery",
    core: {
      Property(23, "Webhook Delivery", for: Gen<[UInt64]>.array(of: .any, count: 10...10)) { chances in
        var sum = Duration.zero
        for (index, chance) in chances.enumerated() {
          let whole = P23.delays[index]
          sum += whole
          let delay = try requireSome(
            WebhookSchedule.delay(afterAttempts: index, chance: chance), "there are ten attempts")
          try require(
            delay >= whole * 9 / 10 - .milliseconds(1) && delay <= whole * 11 / 10 + .milliseconds(1),
            "a delay is what it is, give or take a tenth")
        }
        try requireEqual(sum, .seconds(75 * 3_600 + 35 * 60 + 5), "over 75 h 35 min, and the 5 s before the second")
        try require(WebhookSchedule.delay(afterAttempts: 10, chance: chances[0]) == nil, "and no eleventh")
      }
    },
    store: { source in
      Property(23, "Webhook Delivery", for: .webhookCase, labels: P23.labels, coverage: P23.coverage) { drawn in
        let trial = try await WebhookTrial(drawn, on: try await source.make())
        try await trial.live()
        for (index, endpoint) in trial.endpoints.enumerated() {
          try await P23.judge(trial, endpoint, drawn.receivers[index])
        }
        let ids = trial.sent.values.flatMap { $0 }.map(\.message.id)
        try require(ids.allSatisfy { !$0.contains(".") }, "no id tears what is signed apart")
      }
    })
}

private enum P23 {
  /// What is waited before each attempt, in the law's own words.
  static let delays: [Duration] = [
    .zero, .seconds(5), .seconds(300), .seconds(1_800), .seconds(7_200), .seconds(18_000), .seconds(36_000),
    .seconds(50_400), .seconds(72_000), .seconds(86_400),
  ]

  static let coverage = [
    Coverage("good beside slow", atLeast: 5), Coverage("parked", atLeast: 15), Coverage("a sender dies", atLeast: 30),
    Coverage("rotated", atLeast: 20), Coverage("gone", atLeast: 8), Coverage("followed twice", atLeast: 25),
  ]

  static let labels: @Sendable (WebhookCase) -> [String] = { drawn in
    let manners = drawn.receivers.map(\.manner)
    let isSlow = manners.contains { $0 == .slow || $0 == .silent }
    var labels: [String] = []
    if manners.contains(.good), isSlow { labels.append("good beside slow") }
    if manners.contains(where: { if case .refuses = $0 { true } else { $0 == .silent } }) { labels.append("parked") }
    if manners.contains(where: { if case .leaves = $0 { true } else { false } }) { labels.append("gone") }
    if !drawn.deaths.isEmpty { labels.append("a sender dies") }
    if drawn.rotation != nil { labels.append("rotated") }
    if drawn.repeats > 0 { labels.append("followed twice") }
    return labels
  }

  /// The law about one endpoint.
  static func judge(
    _ trial: WebhookTrial, _ endpoint: WebhookEndpoint, _ receiver: WebhookCase.Receiver
  ) async throws {
    let wanted = trial.logged.filter {
      receiver.names.isEmpty || receiver.names.contains($0.value.fact.eventName ?? "")
    }
    let left = trial.left[endpoint.id]
    let isSlow = receiver.manner == .slow || receiver.manner == .silent
    for (call, events) in Dictionary(grouping: wanted.keys, by: \.call) {
      /// When the event before was delivered or parked.
      var former: Timestamp?
      for event in events.sorted(by: { $0.ordinal < $1.ordinal }) {
        let lane = WebhookTrial.Lane(endpoint: endpoint.id, event: event)
        let sent = trial.sent[lane] ?? []
        let loggedAt = trial.logged[event]?.at ?? Timestamp(microseconds: 0)
        let delivery = try await trial.delivery(lane)
        if let left, loggedAt > left {
          try require(delivery == nil, "an endpoint that is gone is sent nothing new")
          continue
        }
        let kept = try requireSome(delivery, "each event that is wanted is on its way")
        let end = try judge(sent, of: kept, isLeft: left != nil)
        try requireEqual(Set(sent.map(\.message.id)).count, sent.isEmpty ? 0 : 1, "one id, however often it is sent")
        for attempt in sent {
          try requireEqual(attempt.message.content, .event(kept.event), "what is sent is the event")
          let signed = trial.secrets[endpoint.id]?.last { $0.from <= attempt.message.at }?.1
          try requireEqual(attempt.message.secrets.first, signed, "signed by the secret of that time")
        }
        if let first = sent.first {
          if let former {
            try require(first.message.at >= former, "later events of call \(call) wait for the former")
          }
          if !isSlow {
            let ready = max(loggedAt, former ?? loggedAt)
            try require(first.message.at - ready < WebhookTrial.instant, "nobody else's slowness delays it")
          }
        }
        former = end ?? former
      }
    }
  }

  /// The attempts at one delivery, against how it stands; when it was over.
  private static func judge(
    _ sent: [WebhookTrial.Sent], of kept: WebhookDelivery, isLeft: Bool
  ) throws -> Timestamp? {
    for (index, pair) in zip(sent, sent.dropFirst()).enumerated() {
      let gap = pair.1.message.at - (pair.0.told ?? pair.0.message.at)
      // Whoever sends and dies leaves it to others after the lease.
      let delay = pair.0.told == nil ? WebhookDelivery.lease : delays[index + 1]
      let play = pair.0.told == nil ? Duration.zero : delay / 10
      try require(
        gap >= delay - play && gap <= delay + play + WebhookTrial.slowness * 5, "attempt \(index + 2) comes in its time"
      )
      try require(!(pair.0.told != nil && pair.0.answer.isSuccess), "what is delivered isn't sent again")
    }
    let isThrough = sent.contains { $0.told != nil && $0.answer.isSuccess }
    switch kept.state {
    case .delivered(let at):
      try require(isThrough, "delivered is what was taken")
      return at
    case .parked(.exhausted, let at):
      try requireEqual(sent.count, 10, "parked after ten attempts")
      try require(!isThrough, "and not when it was taken")
      return at
    case .parked(.endpointDisabled, let at):
      try require(isLeft, "or because the endpoint is gone")
      return at
    case .waiting, .due, .sending:
      throw RequirementFailure("everything is delivered or parked at last: \(kept.state)", fileID: #fileID, line: #line)
    }
  }
}
