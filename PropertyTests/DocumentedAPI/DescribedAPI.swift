public import Web

/// The REST API as its own document describes it: nothing here is known from the routes.
public struct DescribedAPI: Sendable {
  /// What a request may say beside its body.
  public struct Parameter: Sendable {
    public let name: String
    /// `path`, `query` or `header`.
    public let place: String
    public let schema: JSON
    public let isRequired: Bool
    /// A value that may be sent, if one is shown.
    public let example: JSON?
  }

  /// One method of one path.
  public struct Operation: Sendable {
    /// Its `operationId`.
    public let id: String
    public let method: Web.Method
    /// With its parameters in braces.
    public let path: String
    public let parameters: [Parameter]
    /// The schema of the body that may be sent.
    public let body: JSON?
    /// A body that may be sent, if one is shown.
    public let example: JSON?
    /// By status; the schema of its body.
    public let answers: [Int: JSON?]
    public let needsToken: Bool
    /// What an API key must have; `nil` where nothing is demanded.
    public let scope: String?

    /// Method and path.
    public var name: String { "\(method.rawValue) \(path)" }

    /// Which of several things aren't there is told before what is wrong with the rest.
    public var namesThings: Bool { parameters.contains { $0.place == "path" } }
  }

  public let operations: [Operation]
  public let schemas: [String: JSON]

  /// The API of an OpenAPI 3.1 document.
  public init(_ document: JSON) {
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

  /// The same API without whole paths: what is left of one has all its methods.
  public func without(_ isLeftOut: (String) -> Bool) -> DescribedAPI {
    DescribedAPI(operations: operations.filter { !isLeftOut($0.path) }, schemas: schemas)
  }

  private init(operations: [Operation], schemas: [String: JSON]) {
    self.operations = operations
    self.schemas = schemas
  }

  /// The methods of a path.
  public func methods(of path: String) -> [Web.Method] { operations.filter { $0.path == path }.map(\.method) }

  /// The schema, and not where it is.
  public func resolved(_ schema: JSON) -> JSON {
    guard let reference = schema["$ref"]?.text, let name = reference.split(separator: "/").last else { return schema }
    return schemas[String(name)] ?? .null
  }
}

extension DescribedAPI.Operation {
  fileprivate init(_ method: Web.Method, _ path: String, _ described: JSON) {
    id = described["operationId"]?.text ?? ""
    self.method = method
    self.path = path
    parameters = (described["parameters"]?.items ?? []).map {
      DescribedAPI.Parameter(
        name: $0["name"]?.text ?? "", place: $0["in"]?.text ?? "", schema: $0["schema"] ?? .null,
        isRequired: $0["required"] == .bool(true), example: $0["example"])
    }
    let content = described["requestBody"]?["content"]?["application/json"]
    body = content?["schema"]
    example = content?["example"]
    answers = Dictionary(
      uniqueKeysWithValues: (described["responses"]?.members ?? [:]).compactMap { status, answer in
        Int(status).map { ($0, answer["content"]?.members.values.first?["schema"]) }
      })
    needsToken = described["security"] != .list([])
    scope = described["security"]?.items.first?["bearer"]?.items.first?.text
  }
}

extension DescribedAPI {
  /// What a value has that its schema doesn't allow, or lacks; `nil` when it agrees. What we use of JSON Schema 2020-12.
  public func disagreement(_ value: JSON, with schema: JSON, at path: String = "") -> String? {
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
