/// What the OpenAPI 3.1 document says of one operation. Schemas are named; the document holds them under `components`.
public struct Operation: Equatable, Sendable {
  /// One parameter of path, query or header.
  public struct Parameter: Equatable, Sendable {
    /// Where it stands.
    public enum Place: String, Sendable { case path, query, header }

    public let name: String
    public let place: Place
    public let description: String
    /// A JSON schema as JSON text.
    public let schema: String
    public let isRequired: Bool

    /// A parameter.
    public init(_ name: String, in place: Place, _ description: String, schema: String, isRequired: Bool = false) {
      self.name = name
      self.place = place
      self.description = description
      self.schema = schema
      self.isRequired = isRequired || place == .path
    }
  }

  /// One documented answer.
  public struct Answer: Equatable, Sendable {
    public let status: Int
    public let description: String
    /// The name of the schema under `components`; `nil` for an empty body. Problems (4xx, 5xx) use `Problem`.
    public let schema: String?

    /// An answer.
    public init(_ status: Int, _ description: String, schema: String? = nil) {
      self.status = status
      self.description = description
      self.schema = schema
    }
  }

  /// That an operation will go: clients are told by header fields of each answer (RFC 9745, RFC 8594).
  public struct Deprecation: Equatable, Sendable {
    /// Since when nobody should begin to use it; seconds since 1970.
    public let since: Int64
    /// When it goes; seconds since 1970. `nil` while that isn't settled.
    public let sunset: Int64?
    /// The path of what is to be used instead; `nil` when there is nothing.
    public let successor: String?

    /// A deprecation.
    public init(since: Int64, sunset: Int64? = nil, successor: String? = nil) {
      self.since = since
      self.sunset = sunset
      self.successor = successor
    }
  }

  public let id: String
  public let summary: String
  public let parameters: [Parameter]
  /// The name of the request body's schema.
  public let body: String?
  /// Whether the body may be left out.
  public let isBodyOptional: Bool
  public let answers: [Answer]
  /// Whether a bearer token is needed.
  public let needsToken: Bool
  /// `nil` for what stays.
  public let deprecation: Deprecation?

  /// An operation.
  public init(
    id: String, summary: String, parameters: [Parameter] = [], body: String? = nil, isBodyOptional: Bool = false,
    answers: [Answer], needsToken: Bool = true, deprecation: Deprecation? = nil
  ) {
    self.id = id
    self.summary = summary
    self.parameters = parameters
    self.body = body
    self.isBodyOptional = isBodyOptional
    self.answers = answers
    self.needsToken = needsToken
    self.deprecation = deprecation
  }

  /// The operation with one more parameter, and with those of the answers that it doesn't have yet.
  public func with(_ parameter: Parameter, _ more: [Answer]) -> Operation {
    Operation(
      id: id, summary: summary, parameters: parameters + [parameter], body: body, isBodyOptional: isBodyOptional,
      answers: answers + more.filter { answer in !answers.contains { $0.status == answer.status } },
      needsToken: needsToken, deprecation: deprecation)
  }
}
