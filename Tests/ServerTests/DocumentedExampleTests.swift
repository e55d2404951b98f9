import Server
import Testing
import VoiceCore
import Web

/// What the document shows can be copied.
@Suite("The examples in the document")
struct DocumentedExampleTests {
  /// With these the story begins, and with those it ends.
  private static let beginning = [
    "createTenant", "login", "createDepartment", "createUser", "createAgent", "addPhoneNumber", "createKnowledgeEntry",
  ]
  private static let ending = ["refresh", "logout", "changeOwnPassword"]

  @Test func `every operation with a body shows one that agrees with its schema`() async throws {
    let described = try await Stranger().described
    for operation in described.operations {
      guard let body = operation.body else {
        #expect(operation.example == nil)
        continue
      }
      let example = try #require(operation.example, "\(operation.name) shows nothing")
      #expect(described.disagreement(example, with: body) == nil, "\(operation.name)")
    }
  }

  @Test func `whoever sends them, one after the other, is answered as documented`() async throws {
    var stranger = try await Stranger()
    let shown = stranger.described.operations.filter { $0.example != nil }
    let others = shown.filter { !(Self.beginning + Self.ending).contains($0.id) }
    let middle = others.filter { $0.method == .post } + others.filter { $0.method != .post }
    for id in Self.beginning + middle.map(\.id) {
      try await prepare(id, for: &stranger)
      try await stranger.send(id)
    }
    let looks = stranger.described.operations.filter { $0.method == .get && !Self.isSound($0.path) }
    for id in looks.map(\.id) {
      try await prepare(id, for: &stranger)
      try await stranger.send(id)
    }
    for id in Self.ending { try await stranger.send(id) }
    let examples = stranger.described.operations.filter { operation in
      operation.example != nil || operation.parameters.contains { $0.place == "query" && $0.example != nil }
    }
    #expect(examples.count > 60)
    #expect(stranger.done.isSuperset(of: examples.map(\.id)))
  }

  /// Files and sounds, which only a carrier or a worker brings; no example is needed to ask for them.
  private static func isSound(_ path: String) -> Bool {
    ["/audio", "/file", "/recording"].contains { path.hasSuffix($0) } || path.hasPrefix("/v1/recordings/")
  }

  /// What nobody makes over HTTP: callers call, and leave messages; webhooks go wrong.
  private func prepare(_ id: String, for stranger: inout Stranger) async throws {
    let company = stranger.company
    switch id {
    case "transferCall", "takeOverCall", "createSpamReport":
      let call = try await company.liveCall(of: try stranger.here("getTenant", as: Tenant.self))
      try stranger.take(call.id.description, asThingOf: "getCall")
    case "changeVoicemail":
      let tenant = try stranger.here("getTenant", as: Tenant.self)
      let call = try await company.liveCall(of: tenant)
      let recording = try #require(CarrierRecording("RE1"))
      let message = Voicemail(of: call, recording: recording, duration: .seconds(7), receivedAt: company.time.now())
      try await company.store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.save(message) }
      try stranger.take(message.id.description, asThingOf: "getVoicemail")
    case "getWebhookDelivery":
      let acts = WebhookActs(company: company, admin: "")
      let endpoint = try stranger.here("getWebhookEndpoint", as: WebhookEndpoint.self)
      let parked = try await acts.park(for: endpoint, of: try stranger.here("getTenant", as: Tenant.self))
      try stranger.take("\(parked)", asThingOf: id)
    default: break
    }
  }

  @Test func `each operation names the scope and the roles that the one table gives it`() async throws {
    let routes = try await Company().api.routes
    let paths = try JSON(OpenAPIDocument(routes: routes, version: "1").json)["paths"]
    for route in routes {
      let name = "\(route.method.rawValue) \(route.path)"
      let described = try #require(paths?[route.path]?[route.method.rawValue.lowercased()])
      let access = described["x-voicecore-access"]
      switch try #require(APIOperation.at(name)).demand {
      case .nothing: #expect(described["security"] == .list([]) && access == nil, "\(name)")
      case .permission(let permission):
        let scope = JSON.text(permission.rawValue)
        #expect(described["security"] == .list([.object(["bearer": .list([scope])])]), "\(name)")
        #expect(access?["scope"] == scope && access?["api_key"] == .bool(Permission.keyScopes.contains(permission)))
        let roles = Role.allCases.compactMap { role in
          role.reach(of: permission).map { (role.rawValue, JSON.text("\($0)")) }
        }
        #expect(access?["roles"] == .object(Dictionary(uniqueKeysWithValues: roles)), "\(name)")
      }
    }
  }

  @Test func `the page of docs shows each operation's scope, and a command that does it`() async throws {
    let company = try await Company()
    let operations = OperationsRoutes(
      documenting: company.api.routes, version: "1", metrics: PrometheusMetrics(), readiness: [], drain: Drain(),
      time: company.time, keySet: "{}")
    let response = await Router(operations.routes).respond(to: Request(.get, "/docs"))
    let page = String(decoding: response.body, as: UTF8.self)
    let sections = page.split(separator: "<details>").dropFirst()
    #expect(sections.count == company.api.routes.count)
    let described = try await Stranger().described
    for operation in described.operations {
      let section = try #require(sections.first { $0.contains("<code>\(operation.name)</code>") })
      #expect(section.contains("curl") && section.contains("$SERVER/v1/"))
      #expect(
        operation.scope.map { section.contains("Needs <code>\($0)</code>") } ?? section.contains("Needs no token."))
      #expect(section.contains("-d &#39;") == (operation.body != nil))
    }
    #expect(page.contains("curl -X PATCH &quot;$SERVER/v1/departments/0198e4c7-"))
    #expect(page.contains("$SERVER/v1/phone-numbers/%2B14155550111&quot;"))
  }
}
