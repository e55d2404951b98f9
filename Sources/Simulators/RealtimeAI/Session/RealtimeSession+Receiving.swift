package import NIOCore

/// Everything that comes from the client.
extension RealtimeSession {
  /// A text message.
  package mutating func received(_ message: ByteBuffer, at now: Duration) {
    self.now = now
    guard !isClosed else { return }
    if let range = AppendScan.audio(in: message) {
      let begin = message.readerIndex + range.lowerBound
      if let audio = message.getSlice(at: begin, length: range.count) {
        return append(audio, eventID: nil)
      }
    }
    controlCount += 1
    guard let event = JSONTree(message.readableBytesView), event.members != nil else {
      return refuse(
        RealtimeRefusal(code: "invalid_json", message: "The event is not a JSON object."), of: "", eventID: nil)
    }
    let eventID = event["event_id"]?.text
    guard let type = event["type"]?.text else { return refuse(.missing("type"), of: "", eventID: eventID) }
    if type == "input_audio_buffer.append" {
      guard let audio = event["audio"]?.text else { return refuse(.missing("audio"), of: type, eventID: eventID) }
      return append(ByteBuffer(string: audio), eventID: eventID)
    }
    if Self.clientEvents[type] != nil { report.received[type, default: 0] += 1 }
    if !isUpdated, type != "session.update" { report.note(type, in: \.early) }
    do throws(RealtimeRefusal) {
      try carryOut(type, FieldCheck(event, at: ""))
    } catch {
      refuse(error, of: type, eventID: eventID)
    }
  }

  /// A binary message, which the protocol doesn't have.
  package mutating func receivedBinary(at now: Duration) {
    self.now = now
    guard !isClosed else { return }
    refuse(
      RealtimeRefusal(code: "invalid_message", message: "Binary messages are not supported."), of: "", eventID: nil)
  }

  /// The fields that each client event may have besides `type` and `event_id`.
  private static let clientEvents: [String: Set<String>] = [
    "session.update": ["session"], "input_audio_buffer.append": ["audio"], "input_audio_buffer.commit": [],
    "input_audio_buffer.clear": [], "conversation.item.create": ["item", "previous_item_id"],
    "conversation.item.retrieve": ["item_id"], "conversation.item.delete": ["item_id"],
    "conversation.item.truncate": ["item_id", "content_index", "audio_end_ms"], "response.create": ["response"],
    "response.cancel": ["response_id"], "output_audio_buffer.clear": [],
  ]

  private mutating func carryOut(_ type: String, _ event: FieldCheck) throws(RealtimeRefusal) {
    guard let fields = Self.clientEvents[type] else {
      throw .invalidValue(
        "type", "'\(type)'. Supported values are: \(Self.clientEvents.keys.sorted().joined(separator: ", ")).")
    }
    try event.allow(fields.union(["type", "event_id"]))
    _ = try event.text("event_id")
    switch type {
    case "session.update": try updateSession(event)
    case "input_audio_buffer.commit": try commitBuffer()
    case "input_audio_buffer.clear": clearBuffer()
    case "conversation.item.create": try createItem(event)
    case "conversation.item.retrieve": try retrieveItem(event)
    case "conversation.item.delete": try deleteItem(event)
    case "conversation.item.truncate": try truncateItem(event)
    case "response.create": try createResponse(event)
    case "response.cancel": try cancelResponse(event)
    default:
      throw RealtimeRefusal(
        code: "invalid_event", message: "'\(type)' is only for WebRTC and SIP connections.", parameter: "type")
    }
  }

  private mutating func updateSession(_ event: FieldCheck) throws(RealtimeRefusal) {
    try settings.update(event.tree["session"], voiceIsFrozen: hasSpoken)
    report.instructions = settings.instructions
    var delay = Duration.zero
    for fault in setting.opening {
      switch fault {
      case .noSessionUpdated: return
      case .sessionRejected(let error): return tell(error)
      case .otherOutputFormat(let format): settings.speak(format)
      case .lateSessionUpdated(let late): delay = late
      default: break
      }
    }
    if delay > .zero { agenda.add(.tellUpdated, at: now + delay) } else { tellUpdated() }
  }

  mutating func tellUpdated() {
    isUpdated = true
    report.configuration = settings.tree.description
    emit("session.updated", ["session": settings.tree])
  }
}
