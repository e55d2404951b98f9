internal import VoiceCore

/// A delivery as the tenant's people see it, with what came of its last attempts.
struct WebhookDeliveryJSON: Encodable {
  let delivery: WebhookDelivery

  private enum CodingKeys: String, CodingKey {
    case id, state, attempts
    case endpointID = "endpoint_id"
    case eventID = "event_id"
    case eventType = "event_type"
    case callID = "call_id"
    case createdAt = "created_at"
    case nextAttemptAt = "next_attempt_at"
    case finishedAt = "finished_at"
    case parkedReason = "parked_reason"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(delivery.id.description, forKey: .id)
    try container.encode(delivery.endpoint.description, forKey: .endpointID)
    try container.encode(delivery.id.event.description, forKey: .eventID)
    try container.encode(delivery.event.fact.eventName, forKey: .eventType)
    try container.encode(delivery.event.call.description, forKey: .callID)
    try container.encode(delivery.kind.rawValue, forKey: .state)
    try container.encode(delivery.createdAt.description, forKey: .createdAt)
    var (next, finished, reason): (Timestamp?, Timestamp?, WebhookDelivery.Parking?)
    switch delivery.state {
    case .due(let moment): next = moment
    case .delivered(let moment): finished = moment
    case .parked(let why, let moment): (finished, reason) = (moment, why)
    case .waiting, .sending: break
    }
    try container.encode(next?.description, forKey: .nextAttemptAt)
    try container.encode(finished?.description, forKey: .finishedAt)
    try container.encode(reason?.rawValue, forKey: .parkedReason)
    try container.encode(delivery.attempts.map(AttemptJSON.init), forKey: .attempts)
  }

  private struct AttemptJSON: Encodable {
    let attempt: WebhookDelivery.Attempt

    private enum CodingKeys: String, CodingKey {
      case at, status, error
      case duration = "duration_seconds"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      var (status, error): (Int?, WebhookResult.Trouble?)
      switch attempt.result {
      case .status(let code): status = code
      case .failed(let trouble): error = trouble
      }
      try container.encode(attempt.at.description, forKey: .at)
      try container.encode(Double(attempt.took.wholeMilliseconds) / 1000, forKey: .duration)
      try container.encode(status, forKey: .status)
      try container.encode(error?.rawValue, forKey: .error)
    }
  }
}

/// A cursor as clients carry it.
extension WebhookDeliveryCursor {
  var text: String { "\(createdAt.microseconds).\(event)" }

  /// Reads `text`, in the one spelling that we write.
  init?(text: String) {
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let moment = Int64(parts[0]), let event = EventID(parts[1]) else { return nil }
    self.init(createdAt: Timestamp(microseconds: moment), event: event)
    guard self.text == text else { return nil }
  }
}
