import Server
import Testing
import VoiceCore
import Web

/// Somebody who knows nothing but the document, and sends its examples to a server that has nothing yet.
struct Stranger {
  let company: Company
  let described: DescribedAPI
  /// The operations that were done.
  private(set) var done: Set<String> = []
  /// What the document calls by one name, and this server by another.
  private var names: [String: String] = [:]
  private var session: String?
  private let platform: String

  init() async throws {
    company = try await Company()
    platform = try await company.token(of: nil, role: .platformAdmin)
    described = DescribedAPI(try JSON(OpenAPIDocument(routes: company.api.routes, version: "1").json))
  }

  /// Sends the example of an operation, and looks at what comes back.
  mutating func send(_ id: String) async throws {
    let operation = try #require(described.operations.first { $0.id == id })
    var path = operation.path
    var query: [FormFields.Field] = []
    for parameter in operation.parameters {
      guard let value = parameter.example.map({ here($0.text ?? $0.written) }) else { continue }
      if parameter.place == "path" { path = path.replacing("{\(parameter.name)}", with: PercentEncoding.encode(value)) }
      if parameter.place == "query" { query.append(FormFields.Field(parameter.name, value)) }
    }
    var headers: Headers = [:]
    let token = operation.scope == Permission.manageTenants.rawValue ? platform : session
    if operation.needsToken { headers["Authorization"] = "Bearer \(try #require(token))" }
    if operation.example != nil { headers["Content-Type"] = "application/json" }
    let answer = await company.router.respond(
      to: Request(
        operation.method, path, query: query.isEmpty ? nil : FormFields(query).encoded, headers: headers,
        body: Array(here(operation.example?.written ?? "").utf8), id: "r-1"))
    try judge(answer, to: operation)
    done.insert(id)
    try remember(answer, to: operation)
  }

  /// From now on the thing of this operation's path is this one.
  mutating func take(_ here: String, asThingOf id: String) throws { names[try thing(of: id)] = here }

  /// The thing of an operation's path, as this server calls it.
  func here<Subject>(_ id: String, as subject: Subject.Type) throws -> Identifier<Subject> {
    try #require(Identifier<Subject>(here(try thing(of: id))))
  }

  private func here(_ text: String) -> String {
    // A name may be made of others: longer ones first.
    names.sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
      .reduce(text) { text, name in text.replacing(name.key, with: name.value) }
  }

  private func thing(of id: String) throws -> String {
    let operation = try #require(described.operations.first { $0.id == id })
    return try #require(operation.parameters.first { $0.place == "path" }?.example?.text)
  }

  private func judge(_ answer: Response, to operation: DescribedAPI.Operation) throws {
    let said = "\(operation.id): \(answer.status.code) \(String(decoding: answer.body.prefix(1000), as: UTF8.self))"
    try #require(answer.status.code < 300, "\(said)")
    let documented = try #require(operation.answers[answer.status.code], "\(said)")
    guard let schema = documented else {
      #expect(answer.body.isEmpty, "\(said)")
      return
    }
    #expect(described.disagreement(try answer.tree, with: schema) == nil, "\(said)")
  }

  /// What was made, and who one is from now on.
  private mutating func remember(_ answer: Response, to operation: DescribedAPI.Operation) throws {
    let own = described.operations.first { $0.path == operation.path + "/{id}" && $0.method == .get }
    if let own, let place = answer.headers["Location"]?.split(separator: "/").last {
      try take(String(place), asThingOf: own.id)
    }
    guard !answer.body.isEmpty, let token = try answer.tree["access_token"]?.text else { return }
    session = token
    let shown = described.operations.first { $0.id == "refresh" }?.example?["refresh_token"]?.text
    names[try #require(shown)] = try answer.tree["refresh_token"]?.text
  }
}
