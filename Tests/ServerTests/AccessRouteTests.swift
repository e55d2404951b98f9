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
    for route in company.api.routes {
      let operation = try #require(APIOperation.at("\(route.method.rawValue) \(route.path)"))
      guard case .permission(let permission) = operation.demand else { continue }
      for role in Role.allCases {
        // Belongs to the tenant whatever the role, so that nothing but the role decides.
        let bearer = try await company.token(of: company.one, role: role)
        let answer = await ask(route, of: company, bearer)
        #expect((answer != 403) == role.allows(permission), "\(role) \(route.method) \(route.path): \(answer)")
        #expect(answer != 401)
      }
      #expect(await ask(route, of: company, nil) == 401)
      #expect(await ask(route, of: company, "vc_live_" + String(repeating: "x", count: 43)) == 401)
    }
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
        let answer = await ask(route, of: company, secret.text)
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
    #expect(open.map(\.path).sorted() == ["/v1/auth/login", "/v1/auth/logout", "/v1/auth/refresh"])
  }

  private func ask(_ route: any Route, of company: Company, _ bearer: String?) async -> Int {
    let path = route.path.replacing("{id}", with: Self.id)
    var headers: Headers = ["Content-Type": "application/json", "VoiceCore-Tenant": "\(company.one)"]
    if let bearer { headers.add("Authorization", "Bearer \(bearer)") }
    let request = Request(route.method, path, headers: headers, body: Array("{}".utf8), id: "r-1")
    return await company.router.respond(to: request).status.code
  }
}
