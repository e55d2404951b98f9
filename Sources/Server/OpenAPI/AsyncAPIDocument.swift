internal import Web

/// The AsyncAPI 3.0 description of the real-time socket. Source: https://www.asyncapi.com/docs/reference/specification/v3.0.0
struct AsyncAPIDocument {
  /// The document as JSON.
  let json: String

  init(version: String) {
    let messages = (Self.told + Self.said).sorted { $0.name < $1.name }
    json = JSONWriting.object([
      ("asyncapi", JSONText.string("3.0.0")),
      (
        "info",
        JSONWriting.object([
          ("title", JSONText.string("VoiceCore, as it happens")), ("version", JSONText.string(version)),
          ("description", JSONText.string(Self.description)),
        ])
      ),
      ("defaultContentType", JSONText.string("application/json")),
      ("channels", JSONWriting.object([("realtime", Self.channel(messages))])),
      (
        "operations",
        JSONWriting.object([
          ("tell", Self.operation("send", Self.told)), ("hear", Self.operation("receive", Self.said)),
        ])
      ),
      (
        "components",
        JSONWriting.object([
          (
            "messages",
            JSONWriting.object(
              messages.map { message in
                (
                  message.name,
                  JSONWriting.object([
                    ("summary", JSONText.string(message.summary)), ("payload", message.payload),
                  ])
                )
              })
          )
        ])
      ),
    ])
  }

  private struct Message {
    let name: String
    let summary: String
    let payload: String
  }

  private static let description =
    "A WebSocket that is opened with a bearer token: by the header Authorization, or by the subprotocol bearer.TOKEN beside "
    + "voicecore.realtime. It is pinged every 15 s, and closed after two pings without an answer."

  private static let text = #"{"type":"string"}"#
  private static let textOrNull = #"{"type":["string","null"]}"#
  private static let topics = #"{"type":"array","items":{"type":"string"}}"#

  /// What the server sends.
  private static let told = [
    Message(
      name: "event", summary: "Something happened; `prev_id` is the event before it in this stream.",
      payload: OpenAPISchemas.object([
        ("id", text), ("prev_id", textOrNull), ("type", text), ("at", OpenAPISchemas.moment),
        ("data", #"{"type":"object"}"#),
      ])),
    Message(
      name: "sync",
      summary:
        "How things stand: for who comes without an event, with one that isn't known, or has missed more than 100.",
      payload: OpenAPISchemas.object([
        ("type", #"{"const":"sync"}"#), ("last_event_id", textOrNull),
        (
          "state",
          OpenAPISchemas.object([
            ("at", OpenAPISchemas.moment), ("calls", list), ("agents", list), ("queue", list),
            ("is_cut", #"{"type":"boolean"}"#),
          ])
        ),
      ])),
    Message(
      name: "reply", summary: "What the REST API answered to a command.",
      payload: OpenAPISchemas.object(
        [
          ("type", #"{"const":"reply"}"#), ("ref", textOrNull), ("status", #"{"type":"integer"}"#), ("data", "{}"),
          ("problem", #"{"type":"object"}"#),
        ], required: ["type", "ref", "status"])),
    Message(
      name: "error", summary: "A message that can't be carried out, or why the socket closes.",
      payload: OpenAPISchemas.object([
        ("type", #"{"const":"error"}"#), ("ref", textOrNull), ("code", text), ("detail", text),
      ])),
  ]

  private static let list = #"{"type":"array","items":{"type":"object"}}"#

  /// What clients send.
  private static let said = RealtimeCommand.types.map { type in
    let own: (summary: String, field: (String, String), isRequired: Bool) =
      switch type {
      case "subscribe": ("Hear of these topics only; of everything by an empty list.", ("topics", topics), true)
      case "status":
        (
          "Say what an agent does, with the members of PUT /v1/agents/{id}/status.", ("agent_id", OpenAPISchemas.id),
          false
        )
      default:
        (
          "As POST /v1/calls/{id}/\(type.replacing("_", with: "-")), with its members.", ("call_id", OpenAPISchemas.id),
          true
        )
      }
    let properties = JSONWriting.object([
      ("type", #"{"const":"\#(type)"}"#), own.field,
      ("ref", #"{"type":"string","maxLength":\#(RealtimeCommand.maximumRefBytes)}"#),
    ])
    let required = own.isRequired ? #"["type","\#(own.field.0)"]"# : #"["type"]"#
    return Message(
      name: type, summary: own.summary,
      payload: #"{"type":"object","required":\#(required),"properties":\#(properties)}"#)
  }

  private static func channel(_ messages: [Message]) -> String {
    let query = JSONWriting.object([
      ("type", JSONText.string("object")),
      ("properties", JSONWriting.object([("last_event_id", text), ("topics", text)])),
    ])
    return JSONWriting.object([
      ("address", JSONText.string(RealtimeDoor.path)),
      ("bindings", JSONWriting.object([("ws", JSONWriting.object([("query", query)]))])),
      (
        "messages",
        JSONWriting.object(messages.map { ($0.name, ##"{"$ref":"#/components/messages/\##($0.name)"}"##) })
      ),
    ])
  }

  private static func operation(_ action: String, _ messages: [Message]) -> String {
    let references = messages.map { ##"{"$ref":"#/channels/realtime/messages/\##($0.name)"}"## }
    return JSONWriting.object([
      ("action", JSONText.string(action)), ("channel", ##"{"$ref":"#/channels/realtime"}"##),
      ("messages", "[\(references.joined(separator: ","))]"),
    ])
  }
}
