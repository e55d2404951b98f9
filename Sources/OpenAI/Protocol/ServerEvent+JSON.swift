internal import FoundationEssentials
internal import MediaBridge
package import NIOCore

extension ServerEvent {
  /// Reads a message as JSON, whatever its spelling: the measure that the fast reader is held to.
  package init(json text: ByteBuffer) throws(Unreadable) {
    do {
      self = try JSONDecoder().decode(Wire.self, from: Data(text.readableBytesView)).event
    } catch {
      throw Unreadable()
    }
  }
}

/// The wire form. Only what an event needs of its message is read, so that a stranger's field does no harm.
private struct Wire: Decodable {
  let event: ServerEvent

  private enum Key: String, CodingKey {
    case type, session, item, part, response, error, delta, transcript, usage, arguments, name
    case itemID = "item_id"
    case responseID = "response_id"
    case callID = "call_id"
    case rateLimits = "rate_limits"
  }

  init(from decoder: any Decoder) throws {
    let message = try decoder.container(keyedBy: Key.self)
    func text(_ key: Key) throws -> String { try message.decode(String.self, forKey: key) }
    switch try text(.type) {
    case "session.created": event = .sessionCreated
    case "session.updated":
      event = .sessionUpdated(isTelephoneAudio: try message.decode(SessionWire.self, forKey: .session).isTelephoneAudio)
    case "input_audio_buffer.speech_started": event = .speechStarted
    case "input_audio_buffer.speech_stopped": event = .speechStopped
    case "input_audio_buffer.committed": event = .committed(item: try text(.itemID))
    case "conversation.item.input_audio_transcription.completed":
      let counts = (try? message.decode(TranscriptionUsageWire.self, forKey: .usage))?.counts
      event = .transcribed(item: try text(.itemID), text: try text(.transcript), counts ?? TokenCounts())
    case "conversation.item.input_audio_transcription.failed": event = .transcriptionFailed(item: try text(.itemID))
    case "response.created":
      event = .responseCreated(id: try message.decode(NamedWire.self, forKey: .response).id)
    case "response.output_item.added":
      let item = try message.decode(ItemWire.self, forKey: .item)
      event = item.type == "message" ? .messageAdded(item: try item.name(), response: try text(.responseID)) : .other
    case "response.output_audio.delta": event = try Self.audio(message)
    case "response.output_audio.done": event = .audioDone(item: try text(.itemID))
    case "response.output_audio_transcript.delta": event = .wordsAdded(try text(.delta), item: try text(.itemID))
    case "response.output_audio_transcript.done": event = .wordsDone(try text(.transcript), item: try text(.itemID))
    case "response.function_call_arguments.done":
      let call = ToolCall(id: try text(.callID), name: try text(.name), arguments: try text(.arguments))
      event = .called(call, response: try text(.responseID))
    case "response.done": event = .responseDone(try message.decode(ResponseWire.self, forKey: .response).end())
    case "rate_limits.updated":
      // Nothing hangs on it: what can't be read is left out.
      let limits = (try? message.decode([RateLimitWire].self, forKey: .rateLimits)) ?? []
      event = .rateLimits(limits.compactMap(\.limit))
    case "error":
      let error = try message.decode(ErrorWire.self, forKey: .error)
      event = .failed(error.code, event: error.event)
    default: event = .other
    }
  }

  private static func audio(_ message: KeyedDecodingContainer<Key>) throws -> ServerEvent {
    let response = ByteBuffer(string: try message.decode(String.self, forKey: .responseID))
    let item = ByteBuffer(string: try message.decode(String.self, forKey: .itemID))
    guard let audio = AudioChunk(base64: ByteBuffer(string: try message.decode(String.self, forKey: .delta))) else {
      return .badAudio
    }
    return .audio(AudioDelta(response: response, item: item, audio: audio))
  }
}

private struct RateLimitWire: Decodable {
  let name: String
  let limitOf: Double?
  let remaining: Double?

  private enum CodingKeys: String, CodingKey {
    case name, remaining
    case limitOf = "limit"
  }

  /// Without numbers that make sense it tells nothing.
  var limit: RateLimit? {
    guard let kind = RateLimit.Kind(rawValue: name), let limitOf, let remaining,
      let limit = Int(exactly: limitOf.rounded()), let left = Int(exactly: remaining.rounded()), limit > 0, left >= 0
    else { return nil }
    return RateLimit(kind, limit: limit, remaining: left)
  }
}

private struct NamedWire: Decodable { let id: String }

private struct SessionWire: Decodable {
  struct Audio: Decodable {
    struct Side: Decodable { let format: Format? }
    struct Format: Decodable { let type: String? }
    let input: Side?
    let output: Side?
  }
  let audio: Audio?

  var isTelephoneAudio: Bool {
    audio?.input?.format?.type == "audio/pcmu" && audio?.output?.format?.type == "audio/pcmu"
  }
}
