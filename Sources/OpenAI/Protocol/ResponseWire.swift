/// The wire form of a response that is over. What doesn't concern us, or isn't what it should be, is left out.
struct ResponseWire: Decodable {
  private let id: String
  private let status: String
  private let details: Details?
  private let items: [ItemWire]
  private let usage: UsageWire?

  private enum Key: String, CodingKey {
    case id, status, output, usage
    case details = "status_details"
  }

  private struct Details: Decodable { let error: ErrorWire? }

  init(from decoder: any Decoder) throws {
    let response = try decoder.container(keyedBy: Key.self)
    id = try response.decode(String.self, forKey: .id)
    status = (try? response.decode(String.self, forKey: .status)) ?? "completed"
    details = try? response.decode(Details.self, forKey: .details)
    items = (try? response.decode([ItemWire].self, forKey: .output)) ?? []
    usage = try? response.decode(UsageWire.self, forKey: .usage)
  }

  func end() -> ResponseEnd {
    let status: ResponseEnd.Status =
      switch status {
      case "cancelled": .cancelled
      case "incomplete": .incomplete
      case "failed": .failed(details?.error?.code ?? .other)
      default: .completed
      }
    return ResponseEnd(
      id: id, status: status, calls: items.compactMap(\.call), counts: usage?.counts ?? TokenCounts())
  }
}

/// An item of the conversation.
struct ItemWire: Decodable {
  private enum Key: String, CodingKey {
    case id, type, name, arguments
    case callID = "call_id"
  }

  private struct Nameless: Error {}

  let id: String?
  let type: String?
  let call: ToolCall?

  init(from decoder: any Decoder) throws {
    guard let item = try? decoder.container(keyedBy: Key.self) else {
      (id, type, call) = (nil, nil, nil)
      return
    }
    let type = try? item.decode(String.self, forKey: .type)
    id = try? item.decode(String.self, forKey: .id)
    self.type = type
    guard type == "function_call", let name = try? item.decode(String.self, forKey: .callID) else {
      call = nil
      return
    }
    call = ToolCall(
      id: name, name: (try? item.decode(String.self, forKey: .name)) ?? "",
      arguments: (try? item.decode(String.self, forKey: .arguments)) ?? "")
  }

  func name() throws -> String {
    guard let id else { throw Nameless() }
    return id
  }
}

/// An error; only its codes are read, for its message may hold anything.
struct ErrorWire: Decodable {
  let code: ErrorCode
  /// The event of ours that it is about.
  let event: String?

  private enum Key: String, CodingKey {
    case type, code
    case event = "event_id"
  }

  init(from decoder: any Decoder) throws {
    let error = try decoder.container(keyedBy: Key.self)
    code = ErrorCode(
      code: try? error.decode(String.self, forKey: .code), type: try? error.decode(String.self, forKey: .type))
    event = try? error.decode(String.self, forKey: .event)
  }
}
