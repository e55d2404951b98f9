import Web

/// The REST API as its own document describes it: nothing here is known from the routes.
struct DescribedAPI: Sendable {
  struct Parameter: Sendable {
    let name: String
    let place: String
    let schema: JSON
    let isRequired: Bool
  }

  struct Operation: Sendable {
    let method: Web.Method
    let path: String
    let parameters: [Parameter]
    /// The schema of the body that may be sent.
    let body: JSON?
    /// By status; the schema of its body.
    let answers: [Int: JSON?]
    let needsToken: Bool

    var name: String { "\(method.rawValue) \(path)" }

    /// Which of several things aren't there is told before what is wrong with the rest.
    var namesThings: Bool { parameters.contains { $0.place == "path" } }
  }

  let operations: [Operation]
  let schemas: [String: JSON]

  init(_ document: JSON) {
    schemas = document["components"]?["schemas"]?.members ?? [:]
    var operations: [Operation] = []
    for (path, methods) in (document["paths"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      for method in Web.Method.allCases {
        guard let described = methods[method.rawValue.lowercased()] else { continue }
        operations.append(Operation(method, path, described))
      }
    }
    self.operations = operations
  }

  /// The methods of a path.
  func methods(of path: String) -> [Web.Method] { operations.filter { $0.path == path }.map(\.method) }

  /// The schema, and not where it is.
  func resolved(_ schema: JSON) -> JSON {
    guard let reference = schema["$ref"]?.text, let name = reference.split(separator: "/").last else { return schema }
    return schemas[String(name)] ?? .null
  }
}

extension DescribedAPI.Operation {
  fileprivate init(_ method: Web.Method, _ path: String, _ described: JSON) {
    self.method = method
    self.path = path
    parameters = (described["parameters"]?.items ?? []).map {
      DescribedAPI.Parameter(
        name: $0["name"]?.text ?? "", place: $0["in"]?.text ?? "", schema: $0["schema"] ?? .null,
        isRequired: $0["required"] == .bool(true))
    }
    body = described["requestBody"]?["content"]?["application/json"]?["schema"]
    answers = Dictionary(
      uniqueKeysWithValues: (described["responses"]?.members ?? [:]).compactMap { status, answer in
        Int(status).map { ($0, answer["content"]?.members.values.first?["schema"]) }
      })
    needsToken = described["security"] != .list([])
  }
}

extension DescribedAPI {
  /// What a value has that its schema doesn't allow, or lacks; `nil` when it agrees. What we use of JSON Schema 2020-12.
  func disagreement(_ value: JSON, with schema: JSON, at path: String = "") -> String? {
    let schema = resolved(schema)
    if let choices = schema["anyOf"]?.items ?? schema["oneOf"]?.items {
      let found = choices.map { disagreement(value, with: $0, at: path) }
      return found.contains { $0 == nil } ? nil : found.compactMap { $0 }.first
    }
    if let constant = schema["const"], constant != value {
      return "\(path): \(value.written) isn't \(constant.written)"
    }
    if let choices = schema["enum"]?.items, !choices.contains(value) {
      return "\(path): \(value.written) is none of the choices"
    }
    let types = schema["type"]?.text.map { [$0] } ?? schema["type"]?.items.compactMap(\.text) ?? []
    guard types.isEmpty || types.contains(where: value.isOf) else {
      return "\(path): \(value.written) isn't \(types.joined(separator: " or "))"
    }
    switch value {
    case .object(let members):
      for name in schema["required"]?.items.compactMap(\.text) ?? [] where members[name] == nil {
        return "\(path): \(name) is missing"
      }
      let properties = schema["properties"]?.members ?? [:]
      for (name, member) in members {
        guard let property = properties[name] else {
          if schema["additionalProperties"] == .bool(false) { return "\(path): \(name) isn't described" }
          continue
        }
        if let found = disagreement(member, with: property, at: "\(path)/\(name)") { return found }
      }
    case .list(let items):
      guard let schema = schema["items"] else { return nil }
      for (place, item) in items.enumerated() {
        if let found = disagreement(item, with: schema, at: "\(path)/\(place)") { return found }
      }
    case .number(let number):
      if case .number(let least)? = schema["minimum"], number < least { return "\(path): \(number) is too small" }
      if case .number(let most)? = schema["maximum"], number > most { return "\(path): \(number) is too large" }
    default: break
    }
    return nil
  }
}

extension JSON {
  fileprivate func isOf(_ type: String) -> Bool {
    switch (self, type) {
    case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.text, "string"), (.list, "array"),
      (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }

  /// As text, members in the order of their names.
  var written: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text): JSONText.string(text)
    case .list(let items): "[" + items.map(\.written).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { JSONText.string($0) + ":" + $1.written }.joined(separator: ",") + "}"
    }
  }
}
