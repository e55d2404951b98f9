internal import NIOCore

/// Everything that goes to the client.
extension RealtimeSession {
  mutating func nextEventID() -> String {
    eventCount += 1
    return "event_\(setting.number)_\(eventCount)"
  }

  mutating func nextItemID() -> String {
    itemCount += 1
    return "item_\(setting.number)_\(itemCount)"
  }

  /// One event with an id of its own, bent by the faults of the response under way.
  mutating func emit(_ type: String, _ fields: JSONTree) {
    var event = JSONTree.object(
      [.init("type", .string(type)), .init("event_id", .string(nextEventID()))] + (fields.members ?? []))
    for distortion in distortions {
      switch distortion {
      case .missingField(type, let field): event[field] = nil
      case .nullField(type, let field): event[field] = JSONTree.null
      case .extraFields: event["x_future"] = ["field": [1, "two", nil]]
      case .missingUsage where type == "response.done":
        guard var response = event["response"] else { continue }
        response["usage"] = nil
        event["response"] = response
      default: break
      }
    }
    report.sent[type, default: 0] += 1
    controlCount += 1
    outbox.append(.send(ByteBuffer(string: event.description)))
  }

  /// Refuses a client's event: what it was told is a violation in the report.
  mutating func refuse(_ refusal: RealtimeRefusal, of type: String, eventID: String?) {
    report.note(
      RealtimeViolation(code: refusal.code, message: refusal.message, eventType: type), in: \.violations)
    fail(
      code: refusal.code, message: refusal.message, type: "invalid_request_error", parameter: refusal.parameter,
      eventID: eventID)
  }

  /// An error of the provider's own.
  mutating func tell(_ error: ProviderError) {
    fail(code: error.rawValue, message: error.message, type: error.type)
  }

  mutating func fail(
    code: String, message: String, type: String, parameter: String? = nil, eventID: String? = nil
  ) {
    report.note(code, in: \.errors)
    emit(
      "error",
      [
        "error": [
          "type": .string(type), "code": .string(code), "message": .string(message), "param": .text(parameter),
          "event_id": .text(eventID),
        ]
      ])
  }

  mutating func close(_ code: UInt16) {
    outbox.append(.close(code))
    isClosed = true
    agenda.clear()
  }

  mutating func drop() {
    outbox.append(.drop)
    isClosed = true
    agenda.clear()
  }

  mutating func expire() {
    tell(.sessionExpired)
    close(1_001)
  }
}
