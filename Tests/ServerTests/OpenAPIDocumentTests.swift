import Server
import Testing
import VoiceCore
import Web

@Suite("The OpenAPI document")
struct OpenAPIDocumentTests {
  @Test func `every route that is mounted under v1 is described, and nothing else is`() async throws {
    let company = try await Company()
    let metrics = PrometheusMetrics()
    let operations = OperationsRoutes(
      documenting: company.api.routes, version: "1.2.3", metrics: metrics, readiness: [], drain: Drain(),
      time: company.time, keySet: "{}")
    let mounted = (company.api.routes + operations.routes).filter { $0.path.hasPrefix("/v1/") }
    let router = Router(operations.routes)
    let document = try await router.respond(to: Request(.get, "/openapi.json")).tree
    let described = try #require(document["paths"]).members.flatMap { path, methods in
      methods.members.keys.map { "\($0.uppercased()) \(path)" }
    }
    #expect(described.sorted() == mounted.map { "\($0.method.rawValue) \($0.path)" }.sorted())
    #expect(mounted.allSatisfy { $0.operation != nil })
    #expect(document["openapi"] == .text("3.1.0"))
    #expect(document["info"]?["version"] == .text("1.2.3"))
  }

  @Test func `the order of the routes changes nothing`() async throws {
    let routes = try await Company().api.routes
    let document = OpenAPIDocument(routes: routes, version: "1").json
    #expect(OpenAPIDocument(routes: routes.reversed(), version: "1").json == document)
    #expect(OpenAPIDocument(routes: routes.shuffled(), version: "1").json == document)
  }

  @Test func `operations are named once, name the path's parameters, and refer to schemas that are there`() async throws
  {
    let document = try JSON(OpenAPIDocument(routes: try await Company().api.routes, version: "1").json)
    var ids: [String] = []
    for (path, methods) in document["paths"]?.members ?? [:] {
      for operation in methods.members.values {
        ids.append(try #require(operation["operationId"]?.text))
        let named = operation["parameters"]?.items.filter { $0["in"] == .text("path") }.compactMap { $0["name"]?.text }
        let braced = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        #expect((named ?? []) == braced)
      }
    }
    #expect(Set(ids).count == ids.count)
    for reference in Self.references(in: document) {
      let found = reference.split(separator: "/").dropFirst().reduce(Optional(document)) { $0?[String($1)] }
      #expect(found != nil, "\(reference) leads nowhere")
    }
  }

  @Test func `answers name the header fields that tell of limits, and when to try again`() async throws {
    let described = try JSON(OpenAPIDocument(routes: try await Company().api.routes, version: "1").json)["paths"]
    for (path, methods) in described?.members ?? [:] {
      for operation in methods.members.values {
        for (status, answer) in operation["responses"]?.members ?? [:] {
          let fields = Set(answer["headers"]?.members.keys.map { $0 } ?? [])
          #expect(fields.contains("Retry-After") == ["429", "503"].contains(status), "\(path) \(status)")
          let isCounted = operation["x-voicecore-access"] != nil && (status.hasPrefix("2") || status == "429")
          #expect(fields.isSuperset(of: ["RateLimit", "RateLimit-Policy"]) == isCounted, "\(path) \(status)")
        }
      }
    }
  }

  @Test func `what the routes answer has exactly the members of its schema`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    try await company.end(call, of: company.one)
    let now = company.time.now()
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      try await scope.append([Utterance(.caller, "hello", at: now)], to: call.id)
    }
    let token = try await company.token(of: company.one)
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    let one = "/v1/calls/\(call.id)"
    for (path, page, item) in [
      ("/v1/calls", "CallPage", "Call"), (one + "/events", "CallEventList", "CallEvent"),
      (one + "/transcript", "Transcript", "Utterance"),
    ] {
      let tree = try await company.get(path, token: token).tree
      #expect(Set(tree.members.keys) == Self.members(of: page, schemas))
      let items = tree["data"]?.items ?? []
      #expect(!items.isEmpty)
      for found in items { #expect(Set(found.members.keys) == Self.members(of: item, schemas)) }
    }
    let shown = try await company.get(one, token: token).tree
    #expect(Set(shown.members.keys) == Self.members(of: "Call", schemas))
    let login = try await company.post("/v1/auth/login", SigningInTests.body()).tree
    #expect(Set(login.members.keys) == Self.members(of: "Session", schemas))
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let user = try await company.send(.post, "/v1/users", UserRouteTests.body(), token: admin).tree
    #expect(Set(user.members.keys) == Self.members(of: "User", schemas))
    let page = try await company.get("/v1/users", token: admin).tree
    #expect(Set(page.members.keys) == Self.members(of: "UserPage", schemas))
    let made = try await company.send(.post, "/v1/api-keys", APIKeyRouteTests.body(), token: admin).tree
    #expect(Set(made.members.keys) == Self.members(of: "MadeAPIKey", schemas))
    let keys = try await company.get("/v1/api-keys", token: admin).tree
    #expect(Set(keys.members.keys) == Self.members(of: "APIKeyList", schemas))
    for key in keys["data"]?.items ?? [] { #expect(Set(key.members.keys) == Self.members(of: "APIKey", schemas)) }
    let root = try await company.token(of: nil, role: .platformAdmin)
    let founded = try await company.send(.post, "/v1/tenants", TenantRouteTests.body(), token: root).tree
    #expect(Set(founded.members.keys) == Self.members(of: "MadeTenant", schemas))
    let tenant = try await company.get("/v1/tenant", token: admin).tree
    #expect(Set(tenant.members.keys) == Self.members(of: "Tenant", schemas))
    let id = try #require(founded["id"]?.text.flatMap { Tenant.ID($0) })
    #expect(await company.send(.delete, "/v1/tenants/\(id)", token: root).status == .accepted)
    _ = try await company.erase(id)
    let erased = try await company.get("/v1/tenants/\(id)", token: root).tree
    #expect(Set(erased.members.keys) == Self.members(of: "Tenant", schemas))
    #expect(Set(erased["erasure"]?.members.keys.map { $0 } ?? []) == Self.members(of: "Erasure", schemas))
    let problem = try await company.post("/v1/auth/login", "{}").tree
    #expect(Set(problem.members.keys).isSubset(of: Self.members(of: "Problem", schemas)))
  }

  static func members(of schema: String, _ schemas: JSON?) -> Set<String> {
    Set(schemas?[schema]?["properties"]?.members.keys.map { $0 } ?? [])
  }

  static func references(in tree: JSON) -> [String] {
    switch tree {
    case .object(let members):
      (members["$ref"]?.text.map { [$0] } ?? []) + members.values.flatMap(references)
    case .list(let items): items.flatMap(references)
    default: []
    }
  }
}
