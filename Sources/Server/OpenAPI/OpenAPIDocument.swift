public import Web

/// The OpenAPI 3.1 description of routes that have an `operation`: the same text for the same routes in any order.
public struct OpenAPIDocument: Sendable {
  /// The document as JSON.
  public let json: String

  /// A route's method, path and description, in the document's order.
  struct Documented {
    let method: Method
    let path: String
    let operation: Operation

    /// Who may ask for it; `nil` for everybody.
    var access: OperationAccess? { OperationAccess(of: "\(method.rawValue) \(path)") }
    /// A body that may be sent, as JSON.
    var example: String? { operation.body.flatMap { OpenAPIExamples.bodies[$0] } }
  }

  /// Describes the routes. A schema that an operation names and `schemas` lacks is a mistake of ours.
  public init(routes: [any Route], version: String, schemas: [String: String] = OpenAPISchemas.all) {
    let documented = Self.documented(routes)
    for name in documented.flatMap({ Self.schemas(of: $0.operation) }) {
      precondition(schemas[name] != nil, "no schema is named \(name)")
    }
    let byPath = Dictionary(grouping: documented, by: \.path).sorted { $0.key < $1.key }
    json = JSONWriting.object([
      ("openapi", JSONText.string("3.1.0")),
      (
        "info",
        JSONWriting.object([
          ("title", JSONText.string("VoiceCore")), ("version", JSONText.string(version)),
          ("description", JSONText.string(Self.description)),
        ])
      ),
      ("servers", "[{\"url\":\"/\"}]"),
      (
        "paths",
        JSONWriting.object(
          byPath.map { path, methods in
            (path, JSONWriting.object(methods.map { ($0.method.rawValue.lowercased(), Self.json($0)) }))
          })
      ),
      (
        "components",
        JSONWriting.object([
          ("schemas", JSONWriting.object(schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
          ("headers", JSONWriting.object(OpenAPIHeaders.all)),
          ("securitySchemes", "{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\"}}"),
        ])
      ),
    ])
  }

  private static let description =
    "Answers telephone calls. The tenant is the token's; "
    + "a platform administrator names one by the header VoiceCore-Tenant. "
    + "What an operation demands is its `security`: the scope that an API key must have; which roles have it, and how far each "
    + "goes, is in `\(OperationAccess.member)`. Examples hang together: identifiers in them stand for what you have made yourself."

  static func documented(_ routes: [any Route]) -> [Documented] {
    routes.compactMap { route in
      route.operation.map { Documented(method: route.method, path: route.path, operation: $0) }
    }.sorted { ($0.path, rank($0.method)) < ($1.path, rank($1.method)) }
  }

  private static func rank(_ method: Method) -> Int { Method.allCases.firstIndex(of: method) ?? 0 }

  private static func schemas(of operation: Operation) -> [String] {
    (operation.body.map { [$0] } ?? []) + operation.answers.compactMap(schema)
  }

  /// Problems are all of one shape.
  private static func schema(of answer: Operation.Answer) -> String? {
    answer.schema ?? (answer.status >= 400 ? "Problem" : nil)
  }
}

extension OpenAPIDocument {
  fileprivate static func json(_ documented: Documented) -> String {
    let operation = documented.operation
    var members = [("operationId", JSONText.string(operation.id)), ("summary", JSONText.string(operation.summary))]
    if operation.deprecation != nil { members.append(("deprecated", "true")) }
    if !operation.parameters.isEmpty {
      let parameters = operation.parameters.map { json($0, at: documented.path) }
      members.append(("parameters", "[\(parameters.joined(separator: ","))]"))
    }
    if let body = operation.body {
      let content = content(of: body, type: "application/json", example: documented.example)
      members.append(
        (
          "requestBody",
          JSONWriting.object([("required", operation.isBodyOptional ? "false" : "true"), ("content", content)])
        ))
    }
    let answers = Dictionary(grouping: operation.answers, by: \.status).sorted { $0.key < $1.key }
    let isLimited = documented.access != nil
    members.append(
      ("responses", JSONWriting.object(answers.map { (String($0), json($1, isLimited: isLimited)) })))
    let scopes = documented.access.map { [JSONText.string($0.scope)] } ?? []
    members.append(("security", operation.needsToken ? "[{\"bearer\":[\(scopes.joined())]}]" : "[]"))
    if let access = documented.access { members.append((OperationAccess.member, access.json)) }
    return JSONWriting.object(members)
  }

  private static func json(_ parameter: Operation.Parameter, at path: String) -> String {
    var members = [
      ("name", JSONText.string(parameter.name)), ("in", JSONText.string(parameter.place.rawValue)),
      ("description", JSONText.string(parameter.description)), ("required", parameter.isRequired ? "true" : "false"),
      ("schema", parameter.schema),
    ]
    if let value = OpenAPIExamples.value(of: parameter, at: path) {
      // Of a whole number the text is the JSON.
      members.append(("example", parameter.schema.contains(#""type":"integer""#) ? value : JSONText.string(value)))
    }
    return JSONWriting.object(members)
  }

  /// Answers of one status: their schema is one, and each has its reason.
  private static func json(_ answers: [Operation.Answer], isLimited: Bool) -> String {
    var members = [("description", JSONText.string(answers.map(\.description).joined(separator: " ")))]
    let fields = OpenAPIHeaders.names(at: answers.first?.status ?? 0, isLimited: isLimited)
    if !fields.isEmpty {
      let references = fields.map { ($0, "{\"$ref\":\"#/components/headers/\($0)\"}") }
      members.append(("headers", JSONWriting.object(references)))
    }
    if let answer = answers.first, let schema = schema(of: answer) {
      let type = answer.status >= 400 ? "application/problem+json" : "application/json"
      members.append(("content", content(of: schema, type: type)))
    }
    return JSONWriting.object(members)
  }

  private static func content(of schema: String, type: String, example: String? = nil) -> String {
    let members =
      [("schema", "{\"$ref\":\"#/components/schemas/\(schema)\"}")] + (example.map { [("example", $0)] } ?? [])
    return JSONWriting.object([(type, JSONWriting.object(members))])
  }
}
