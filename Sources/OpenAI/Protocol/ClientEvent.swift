package import NIOCore
internal import VoiceCore

/// What we say to the provider, but for audio (`AudioFrames`). Source: OpenAI Realtime API, client events.
package enum ClientEvent: Equatable, Sendable {
  case updateSession(JSONValue)
  /// The caller's audio that isn't part of a turn yet is forgotten.
  case clearInput
  case createItem(JSONValue)
  /// What wasn't heard of an item is forgotten.
  case truncate(item: String, atMilliseconds: Int)
  /// With what is to be different from the session's settings.
  case createResponse(JSONValue?)
  case cancelResponse(id: String)

  /// The event as it goes on the wire; `id` comes back in errors.
  package func text(id: Int) -> ByteBuffer { ByteBuffer(string: json(id: id).text) }

  /// The event as JSON.
  package func json(id: Int) -> JSONValue {
    let name = JSONValue.string(Self.name(of: id))
    return switch self {
    case .updateSession(let session): ["type": "session.update", "event_id": name, "session": session]
    case .clearInput: ["type": "input_audio_buffer.clear", "event_id": name]
    case .createItem(let item): ["type": "conversation.item.create", "event_id": name, "item": item]
    case .truncate(let item, let milliseconds):
      [
        "type": "conversation.item.truncate", "event_id": name, "item_id": .string(item), "content_index": 0,
        "audio_end_ms": .integer(milliseconds),
      ]
    case .createResponse(nil): ["type": "response.create", "event_id": name]
    case .createResponse(let response?): ["type": "response.create", "event_id": name, "response": response]
    case .cancelResponse(let response):
      ["type": "response.cancel", "event_id": name, "response_id": .string(response)]
    }
  }

  /// How an event of ours is called.
  package static func name(of id: Int) -> String { "evt_c\(id)" }
}

extension ClientEvent {
  /// The result of a tool call.
  static func result(_ output: JSONValue, of call: String) -> Self { result(output.text, of: call) }

  /// The same, as text.
  static func result(_ output: String, of call: String) -> Self {
    .createItem(["type": "function_call_output", "call_id": .string(call), "output": .string(output)])
  }

  /// A call that the model made in another session.
  static func call(_ exchange: ToolExchange) -> Self {
    .createItem([
      "type": "function_call", "call_id": .string(exchange.id), "name": .string(exchange.name),
      "arguments": .string(exchange.arguments),
    ])
  }

  /// Words of the caller.
  static func callerText(_ text: String) -> Self {
    .createItem([
      "type": "message", "role": "user", "content": [["type": "input_text", "text": .string(text)]],
    ])
  }

  /// What the model is to know, and nobody said.
  static func systemText(_ text: String) -> Self {
    .createItem([
      "type": "message", "role": "system", "content": [["type": "input_text", "text": .string(text)]],
    ])
  }

  /// Words of the receptionist; audio can't be given back.
  static func receptionistText(_ text: String) -> Self {
    .createItem([
      "type": "message", "role": "assistant", "content": [["type": "output_text", "text": .string(text)]],
    ])
  }
}
