import DocumentedAPI
import Web

/// One attempt of a tenant to reach what another has.
struct IsolationAttack: Sendable, CustomStringConvertible {
  enum Kind: String, Sendable {
    case named = "a foreign name in the path"
    case referred = "a foreign name in a body or query"
    case listed = "a list"
    case listening = "a socket"
    case unharmed = "the other looks again"
  }

  /// Who asks.
  enum Asker: Equatable, Sendable {
    case administrator
    case key(Int)

    var label: String {
      switch self {
      case .administrator: "its administrator"
      case .key(let number): "its key \(number + 1)"
      }
    }
  }

  let kind: Kind
  let asker: Asker
  let method: String
  /// With parameters in braces, and `{?}` where a foreign name goes.
  let path: String
  /// The list from which the foreign name is taken, as in `/v1/agents`.
  let collection: String
  /// The body, with `{?}` where a foreign name goes.
  var body: JSON?

  var description: String {
    switch kind {
    case .unharmed: "the victim looks at \(path) again"
    case .listed: "\(asker.label): \(method) \(path)"
    case .listening: "\(asker.label): WS \(path), where {?} is one of the other's \(collection)"
    case .named, .referred:
      "\(asker.label): \(method) \(path)\(body.map { " \($0.written)" } ?? ""), where {?} is one of the other's \(collection)"
    }
  }

  static let blank = "{?}"
}

extension IsolationAttack {
  /// What isn't asked: it would make something outside of the tenants, ring somebody, or lock a person out.
  static let leftOut: Set<String> = [
    "POST /v1/tenants", "POST /v1/calls", "POST /v1/webhook-endpoints", "POST /v1/users/me/password",
    "POST /v1/auth/login",
    "POST /v1/auth/refresh", "POST /v1/auth/logout",
  ]

  /// Keys of API keys have no scope for these.
  private static let forPeople = ["/v1/users", "/v1/api-keys", "/v1/tenants"]

  static func isForPeople(_ path: String) -> Bool { forPeople.contains { path.hasPrefix($0) } }

  /// Every operation of the document that names something or lists something, then references in bodies and queries, then
  /// the victim's own look.
  static func all(of described: DescribedAPI, keys: Int) -> [IsolationAttack] {
    let collections = described.operations.filter { $0.method == .get && !$0.namesThings && $0.path.hasPrefix("/v1/") }
      .map(\.path)
    var attacks: [IsolationAttack] = []
    func asker(of path: String) -> Asker {
      isForPeople(path) || attacks.count % (keys + 1) == keys
        ? .administrator : .key(attacks.count % (keys + 1))
    }
    for operation in described.operations
    where operation.namesThings && operation.path.hasPrefix("/v1/") && !leftOut.contains(operation.name) {
      // The longest list that the path lies below is its own.
      let own = collections.filter { operation.path.hasPrefix($0 + "/") }.max { $0.count < $1.count }
      let strange = collections.filter { $0 != own && $0 != "/v1/phone-numbers" }
      let sent = operation.path.hasSuffix("audio") ? "" : described.query(of: operation)
      for collection in [own, strange.isEmpty ? nil : strange[attacks.count % strange.count]].compactMap({ $0 }) {
        attacks.append(
          IsolationAttack(
            kind: .named, asker: asker(of: operation.path), method: operation.method.rawValue,
            path: blanked(operation.path) + sent, collection: collection,
            body: operation.body.map { described.smallest($0) }))
      }
    }
    for (method, path, collection, body) in references
    where described.operations.contains(where: { $0.name == "\(method) \(path.prefix { $0 != "?" })" }) {
      attacks.append(
        IsolationAttack(
          kind: .referred, asker: asker(of: path), method: method, path: path, collection: collection, body: body))
    }
    for (path, collection) in sockets {
      attacks.append(
        IsolationAttack(kind: .listening, asker: .administrator, method: "GET", path: path, collection: collection))
    }
    for path in collections {
      for asker in [Asker.administrator, .key(0)] {
        attacks.append(
          IsolationAttack(kind: .listed, asker: asker, method: "GET", path: path, collection: path))
      }
    }
    // What is told of a span up to now differs from look to look.
    let passing = described.operations.filter { $0.parameters.contains { $0.name == "interval" } }.map(\.path)
    for path in collections where path != "/v1/tenants" && !passing.contains(path) {
      attacks.append(
        IsolationAttack(kind: .unharmed, asker: .administrator, method: "GET", path: path, collection: path))
    }
    return attacks
  }

  /// Sockets, and where they take a name. Nobody is let into a call; there is none.
  private static let sockets = [
    ("/v1/realtime?last_event_id={?}.1", "/v1/departments"), ("/v1/realtime?topics=department:{?}", "/v1/departments"),
    ("/v1/voice?call={?}", "/v1/departments"),
  ]

  private static func blanked(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { $0.hasPrefix("{") ? blank : String($0) }
      .joined(separator: "/")
  }

  /// Where an operation takes another thing's name in its body or its query.
  private static let references: [(method: String, path: String, collection: String, body: JSON?)] = [
    (
      "POST", "/v1/agents", "/v1/departments",
      .object(["name": .text("Sample"), "departments": .list([.text(blank)])])
    ),
    (
      "POST", "/v1/agents", "/v1/users",
      .object(["name": .text("Sample"), "departments": .list([]), "user_id": .text(blank)])
    ),
    (
      "POST", "/v1/departments", "/v1/departments",
      .object(["name": .text("Sample"), "number": .text(LiveTenant.customerService), "parent": .text(blank)])
    ),
    (
      "PATCH", "/v1/settings", "/v1/departments",
      .object(["customer_service": .object(["type": .text("department"), "id": .text(blank)])])
    ),
    (
      "PATCH", "/v1/settings", "/v1/agents",
      .object(["when_agent_unavailable": .object(["type": .text("agent"), "id": .text(blank)])])
    ),
    (
      "POST", "/v1/transfer-rules", "/v1/departments",
      .object([
        "sign": .object(["type": .text("keyword"), "value": .text("sample")]),
        "target": .object(["type": .text("queue"), "id": .text(blank)]),
      ])
    ),
    (
      "POST", "/v1/knowledge/suggestions", "/v1/knowledge",
      .object(["question": .text("Sample?"), "wrong_entry_id": .text(blank)])
    ),
    (
      "POST", "/v1/knowledge/test-sets", "/v1/knowledge",
      .object([
        "name": .text("Sample"),
        "cases": .list([.object(["question": .text("Sample?"), "expects": .text(blank)])]),
      ])
    ),
    ("POST", "/v1/spam-reports", "/v1/departments", .object(["call_id": .text(blank)])),
    ("GET", "/v1/queue?department={?}", "/v1/departments", nil),
    ("GET", "/v1/webhook-deliveries?endpoint_id={?}", "/v1/departments", nil),
    ("GET", "/v1/events?topics=department:{?}", "/v1/departments", nil),
    ("GET", "/v1/events?after={?}.1", "/v1/departments", nil),
  ]
}

extension DescribedAPI {
  /// The parameters that a query must have, as small as may be.
  func query(of operation: Operation) -> String {
    let fields = operation.parameters.filter { $0.place == "query" && $0.isRequired }
      .map { "\($0.name)=\(Percent.encoded(smallest($0.schema).text ?? smallest($0.schema).written))" }
    return fields.isEmpty ? "" : "?" + fields.joined(separator: "&")
  }

  /// A value of a schema with as little in it as there may be: what is required, and something where nothing is.
  func smallest(_ schema: JSON) -> JSON {
    let schema = resolved(schema)
    if let choices = schema["anyOf"]?.items ?? schema["oneOf"]?.items, let first = choices.first {
      return smallest(first)
    }
    if let constant = schema["const"] { return constant }
    if let last = schema["enum"]?.items.last { return last }
    switch schema["type"]?.text ?? schema["type"]?.items.first?.text {
    case "boolean": return .bool(true)
    case "integer", "number": return schema["minimum"] ?? .number(1)
    case "array": return .list(schema["minItems"] == nil ? [] : [smallest(schema["items"] ?? .null)])
    case "object":
      let properties = schema["properties"]?.members ?? [:]
      var names = schema["required"]?.items.compactMap(\.text) ?? []
      if names.isEmpty {
        names =
          properties.filter { $0.value["type"] == .text("string") && $0.value["format"] == nil }.keys.sorted()
          .prefix(1) + []
      }
      return .object(
        Dictionary(names.compactMap { name in properties[name].map { (name, smallest($0)) } }, uniquingKeysWith: { $1 })
      )
    case "string":
      switch schema["format"]?.text {
      case "uuid": return .text("01900000-0000-7000-8000-000000000001")
      case "date-time": return .text("2026-01-06T10:00:00Z")
      case "uri": return .text("https://\(LiveTenant.place)/")
      default:
        return .text(
          schema["pattern"]?.text?.hasPrefix("^\\+") == true ? LiveTenant.customerService : "A voicecore sample")
      }
    default: return .null
    }
  }
}
