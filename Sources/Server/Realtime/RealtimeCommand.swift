internal import FoundationEssentials
internal import VoiceCore
internal import Web

/// What a client of the real-time socket sends, one JSON object a message.
enum RealtimeCommand {
  /// From now on it wants to hear of these topics.
  case subscribe(EventTopics, ref: String?)
  /// Something that the REST API does, too: it is asked in the client's name, so that nothing is decided twice.
  case act(Act, ref: String?)

  /// A request to the API.
  struct Act {
    let method: Web.Method
    /// `nil` for the status of whoever asks.
    let path: String?
    let body: [UInt8]
  }

  /// Why a message can't be carried out.
  struct Fault: Error {
    /// For machines, and fixed.
    let code: String
    let detail: String
    var ref: String?
  }

  /// The types that there are.
  static let types = ["status", "subscribe", "end", "transfer", "takeover", "hand_back"]
  /// The longest `ref`, in bytes.
  static let maximumRefBytes = 128

  /// Reads a message.
  static func read(_ bytes: [UInt8]) throws(Fault) -> RealtimeCommand {
    guard case .object(var members)? = try? JSONDecoder().decode(JSONTree.self, from: Data(bytes)) else {
      throw Fault(code: "malformed", detail: "A message is one JSON object.")
    }
    var ref: String?
    switch members.removeValue(forKey: "ref") {
    case nil, .null: break
    case .text(let text) where text.utf8.count <= maximumRefBytes: ref = text
    default: throw Fault(code: "malformed", detail: "`ref` is text of at most \(maximumRefBytes) bytes.")
    }
    guard case .text(let type)? = members.removeValue(forKey: "type"), types.contains(type) else {
      throw Fault(
        code: "unknown_message", detail: "`type` is one of \(types.joined(separator: ", ")).", ref: ref)
    }
    do throws(Fault) {
      return try command(type, &members, ref)
    } catch {
      throw Fault(code: error.code, detail: error.detail, ref: ref)
    }
  }

  private static func command(
    _ type: String, _ members: inout [String: JSONTree], _ ref: String?
  ) throws(Fault) -> RealtimeCommand {
    if type == "subscribe" { return .subscribe(try topics(members), ref: ref) }
    let path: String?
    if type == "status" {
      path = try id("agent_id", of: Agent.self, &members).map { "/v1/agents/\($0)/status" }
    } else {
      guard let call = try id("call_id", of: Call.self, &members) else {
        throw Fault(code: "malformed", detail: "`call_id` is missing.")
      }
      path = "/v1/calls/\(call)/" + type.replacing("_", with: "-")
    }
    // Asking without a body is asking by the standard.
    let body = members.isEmpty ? [] : (try? JSONEncoder().encode(members)).map(Array.init) ?? []
    return .act(Act(method: type == "status" ? .put : .post, path: path, body: body), ref: ref)
  }

  private static func id<Subject>(
    _ name: String, of subject: Subject.Type, _ members: inout [String: JSONTree]
  ) throws(Fault) -> Identifier<Subject>? {
    guard let member = members.removeValue(forKey: name) else { return nil }
    guard case .text(let text) = member, let id = Identifier<Subject>(text) else {
      throw Fault(code: "malformed", detail: "`\(name)` is an identifier, a UUID.")
    }
    return id
  }

  private static func topics(_ members: [String: JSONTree]) throws(Fault) -> EventTopics {
    guard members.count == 1, case .list(let items)? = members["topics"] else {
      throw Fault(code: "malformed", detail: "`topics` is a list of texts, and the only field.")
    }
    var texts: [String] = []
    for item in items {
      guard case .text(let text) = item else { throw Fault(code: "malformed", detail: "`topics` is a list of texts.") }
      texts.append(text)
    }
    do throws(EventTopics.Unknown) { return try EventTopics(texts) } catch {
      throw Fault(code: "unknown_topic", detail: error.remedy)
    }
  }
}

/// JSON of which only some members are looked at.
enum JSONTree: Codable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONTree].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
