internal import FoundationEssentials
internal import VoiceCore
internal import Web

/// What the real-time socket tells a client, one JSON object a message. Source: the outside contract, "Real-time socket".
enum RealtimeMessage {
  /// The text of a message of a stream.
  static func text(_ message: EventStream.Message) -> String {
    switch message {
    case .event(let event, let previous): encoded(EventMessageJSON(event: event, previous: previous))
    case .sync(let board, let last): encoded(SyncJSON(board: board, last: last))
    }
  }

  /// What the API answered to a command; the client's `ref` comes back.
  static func reply(_ response: Response, to ref: String?) -> String {
    var members = [("type", text("reply")), ("ref", ref.map(text) ?? "null"), ("status", "\(response.status.code)")]
    let body = String(decoding: response.body, as: UTF8.self)
    if !body.isEmpty { members.append((response.status.code < 400 ? "data" : "problem", body)) }
    return JSONWriting.object(members)
  }

  /// That a message can't be carried out, or why the socket closes.
  static func error(_ code: String, _ detail: String, to ref: String? = nil) -> String {
    JSONWriting.object([
      ("type", text("error")), ("ref", ref.map(text) ?? "null"), ("code", text(code)), ("detail", text(detail)),
    ])
  }

  private static func text(_ text: String) -> String { JSONText.string(text) }

  private static func encoded(_ value: some Encodable) -> String {
    String(decoding: Response.encoded(value, to: Request(.get, "/v1/realtime")).body, as: UTF8.self)
  }
}

/// An event of a stream: as the API shows it, with the one before it.
private struct EventMessageJSON: Encodable {
  let event: TenantEvent
  let previous: EventID?

  private enum CodingKeys: String, CodingKey { case previous = "prev_id" }

  func encode(to encoder: any Encoder) throws {
    try CallEventJSON(event.recorded)?.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(previous?.description, forKey: .previous)
  }
}

/// How things stand. Calls without who calls: that is asked of the call itself.
private struct SyncJSON: Encodable {
  let board: EventBoard
  let last: EventID?

  private enum CodingKeys: String, CodingKey {
    case type, state
    case last = "last_event_id"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("sync", forKey: .type)
    try container.encode(last?.description, forKey: .last)
    try container.encode(State(board: board), forKey: .state)
  }

  private struct State: Encodable {
    let board: EventBoard

    private enum CodingKeys: String, CodingKey {
      case at, calls, agents, queue
      case isCut = "is_cut"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(board.at.description, forKey: .at)
      try container.encode(board.calls.map(LiveCallJSON.init), forKey: .calls)
      try container.encode(board.agents.map { LiveAgentJSON(seen: $0, moment: board.at) }, forKey: .agents)
      try container.encode(board.waiting.map { WaitingCallerJSON(waiting: $0) }, forKey: .queue)
      try container.encode(board.isCut, forKey: .isCut)
    }
  }

  private struct LiveCallJSON: Encodable {
    let call: Call

    private enum CodingKeys: String, CodingKey {
      case id, status, direction
      case department = "department_id"
      case startedAt = "started_at"
      case answeredAt = "answered_at"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(call.id.description, forKey: .id)
      try container.encode(call.status.rawValue, forKey: .status)
      try container.encode(call.direction.rawValue, forKey: .direction)
      try container.encode(call.department?.description, forKey: .department)
      try container.encode(call.startedAt.description, forKey: .startedAt)
      try container.encode(call.answeredAt?.description, forKey: .answeredAt)
    }
  }

  private struct LiveAgentJSON: Encodable {
    let seen: SeenAgent
    let moment: Timestamp

    private enum CodingKeys: String, CodingKey {
      case name, status
      case id = "agent_id"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(seen.agent.id.description, forKey: .id)
      try container.encode(seen.agent.name, forKey: .name)
      try container.encode(seen.status(at: moment).rawValue, forKey: .status)
    }
  }
}
