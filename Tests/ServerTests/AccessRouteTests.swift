import Generators
import Server
import Testing
import VoiceCore
import Web

@Suite("Every route and every role")
struct AccessRouteTests {
  static let id = "01890000-0000-7000-8000-000000000001"

  @Test func `every route of the API is in the table of operations`() async throws {
    for route in try await Company().api.routes {
      #expect(APIOperation.at("\(route.method.rawValue) \(route.path)") != nil, "\(route.path)")
    }
  }

  @Test func `a route lets exactly those roles through that the table names`() async throws {
    let company = try await Company().provisioned()
    #expect(try await faults(of: company.api.routes, in: company) == [])
  }

  /// The walk can fail: each route once without its check.
  @Test func `a route that lets everybody through is found, whichever it is`() async throws {
    let company = try await Company().provisioned()
    for (index, route) in company.api.routes.enumerated() {
      guard case .permission(let permission)? = APIOperation.at("\(route.method.rawValue) \(route.path)")?.demand else {
        continue
      }
      let insider = try #require([Role.tenantAdmin, .platformAdmin].first { $0.allows(permission) })
      let boss = try await company.token(of: company.one, role: insider)
      var routes = company.api.routes
      routes[index] = Unchecked(inner: route, token: boss)
      let found = try await faults(of: routes, in: company)
      let refused = Role.allCases.filter { !$0.allows(permission) }.map(\.rawValue) + ["nobody", "an unknown key"]
      #expect(found == refused.map { "\($0) \(route.method.rawValue) \(route.path)" })
    }
  }

  /// Who is let through and shouldn't be, or the reverse, at which route.
  private func faults(of routes: [any Route], in company: Company) async throws -> [String] {
    let router = Router(routes)
    var faults: [String] = []
    for route in routes {
      let operation = try #require(APIOperation.at("\(route.method.rawValue) \(route.path)"))
      guard case .permission(let permission) = operation.demand else { continue }
      let name = "\(route.method.rawValue) \(route.path)"
      for role in Role.allCases {
        // Belongs to the tenant whatever the role, so that nothing but the role decides.
        let bearer = try await company.token(of: company.one, role: role)
        let answer = await ask(route, of: router, company, bearer)
        if answer == 401 || (answer != 403) != role.allows(permission) { faults.append("\(role.rawValue) \(name)") }
      }
      if await ask(route, of: router, company, nil) != 401 { faults.append("nobody \(name)") }
      let unknown = "vc_live_" + String(repeating: "x", count: 43)
      if await ask(route, of: router, company, unknown) != 401 { faults.append("an unknown key \(name)") }
    }
    return faults
  }

  @Test func `a route lets exactly those keys through that have its scope`() async throws {
    let company = try await Company().provisioned()
    let secrets = SecretTokens.numbered()
    // One key for each scope, also for those that no key may be given: then nothing opens.
    for permission in Permission.allCases {
      let secret = APIKeySecret(random: secrets.make())
      let key = APIKey(
        id: company.ids(), name: permission.rawValue, digest: secrets.digest(secret.text), hint: secret.hint,
        scopes: [permission], createdBy: company.ids(), createdAt: company.time.now(), expiresAt: nil)
      try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in try await scope.save(key) }
      for route in company.api.routes {
        let operation = try #require(APIOperation.at("\(route.method.rawValue) \(route.path)"))
        guard case .permission(let demanded) = operation.demand else { continue }
        let answer = await ask(route, of: company.router, company, secret.text)
        let isAllowed = demanded == permission && Permission.keyScopes.contains(permission)
        #expect((answer != 403) == isAllowed, "\(permission.rawValue) \(route.method) \(route.path): \(answer)")
        #expect(answer != 401)
      }
    }
  }

  @Test func `what carries its own secret is open, and nothing else`() async throws {
    let open = try await Company().api.routes.filter { route in
      APIOperation.at("\(route.method.rawValue) \(route.path)")?.demand == .nothing
    }
    #expect(
      open.map(\.path).sorted() == [
        "/v1/auth/login", "/v1/auth/logout", "/v1/auth/refresh", "/v1/exports/{id}/file", "/v1/recordings/{id}/audio",
        "/v1/voicemails/{id}/audio",
      ])
  }

  private func ask(_ route: any Route, of router: Router, _ company: Company, _ bearer: String?) async -> Int {
    let path = route.path.replacing("{id}", with: Self.id)
    var headers: Headers = ["Content-Type": "application/json", "VoiceCore-Tenant": "\(company.one)"]
    if let bearer { headers.add("Authorization", "Bearer \(bearer)") }
    let request = Request(route.method, path, headers: headers, body: Array("{}".utf8), id: "r-1")
    return await router.respond(to: request).status.code
  }
}

/// A route whose check is missing: whoever asks is taken for the bearer of this token.
private struct Unchecked: Route {
  let inner: any Route
  let token: String

  var method: Web.Method { inner.method }
  var path: String { inner.path }
  var operation: Operation? { inner.operation }

  func respond(to request: Request) async -> Response {
    var headers = request.headers
    headers["Authorization"] = "Bearer \(token)"
    var asked = Request(
      request.method, request.path, query: request.query, headers: headers, body: request.body, id: request.id)
    asked.parameters = request.parameters
    return await inner.respond(to: asked)
  }
}
