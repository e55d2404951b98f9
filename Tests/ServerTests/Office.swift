import Generators
import MemoryStore
import Server
import Testing
import VoiceCore
import Web

/// The API on the memory store, with two tenants, one person each, and fakes that keep state for what is slow or secret.
struct Office {
  let store: any Store = MemoryStore()
  let time = ManualTime()
  let routes: [any Route]
  let router: Router

  init() async throws {
    let ids = IDSource.counting()
    for number in 1...2 {
      var plan = TestTenant.plan(number)
      let email = try #require(EmailAddress("ann@tenant-\(number).example"))
      plan.users = [
        User(
          id: Identifier(UInt128(number)), email: email, name: "Ann", role: .tenantAdmin,
          password: PasswordVerifier(text: "secret-\(number)"))
      ]
      try await ProvisionTenant(store: store)(plan)
      for call in 1...3 {
        let ringing = TestTenant.call(
          10 * number + call, of: number, at: Timestamp(microseconds: Int64(call) * 1_000_000))
        _ = try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) in
          try await scope.commit(
            ringing.decide(announcedWith: .clean, at: ringing.startedAt), to: ringing, at: ringing.startedAt)
        }
      }
    }
    let tokens = PlainTokens()
    routes =
      APIRoutes(
        signIn: SignIn(store: store, time: time, ids: ids, passwords: PlainPasswords(), tokens: tokens),
        calls: ReadCalls(store: store), tokens: tokens, time: time
      ).routes
    router = Router(routes)
  }

  func token(ofTenant number: Int) -> String { "\(TestTenant.plan(number).tenant.id)" }

  func get(_ path: String, query: String? = nil, as tenant: Int? = 1) async -> Response {
    var headers: Headers = [:]
    if let tenant { headers["Authorization"] = "Bearer " + token(ofTenant: tenant) }
    return await router.respond(to: Request(.get, path, query: query, headers: headers))
  }

  func signIn(_ body: String) async -> Response {
    await router.respond(
      to: Request(.post, "/v1/auth/login", headers: ["Content-Type": "application/json"], body: Array(body.utf8)))
  }
}

/// Passwords that are their own verifiers.
struct PlainPasswords: Passwords {
  func verifier(for password: String) async throws(PasswordFailure) -> PasswordVerifier {
    PasswordVerifier(text: password)
  }
  func verify(_ password: String, against verifier: PasswordVerifier?) async throws(PasswordFailure) -> Bool {
    verifier?.text == password
  }
}

/// Tokens that are their tenant's id.
struct PlainTokens: AccessTokens {
  func issue(_ claims: AccessClaims) async throws(AccessTokenFailure) -> String { claims.tenant.map { "\($0)" } ?? "" }

  func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    guard let tenant = Tenant.ID(token) else { throw .malformed }
    return AccessClaims(
      user: Identifier(1), tenant: tenant, role: .tenantAdmin, issuedAt: moment, expiresAt: moment + .seconds(60),
      id: Identifier(1))
  }
}
