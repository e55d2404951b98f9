internal import VoiceCore
internal import Web

/// Puts a token check before a route (RFC 6750): 401 without a good one. What is wrong with it is told to no client.
struct Authenticated<Inner: TenantRoute>: Route {
  /// Names the tenant that a platform administrator works for.
  private static var tenantHeader: String { "VoiceCore-Tenant" }

  let inner: Inner
  let tokens: any AccessTokens
  let time: any TimeSource

  init(_ inner: Inner, tokens: any AccessTokens, time: any TimeSource) {
    self.inner = inner
    self.tokens = tokens
    self.time = time
  }

  var method: Web.Method { inner.method }
  var path: String { inner.path }
  var operation: Operation? { inner.operation }

  func respond(to request: Request) async -> Response {
    guard let token = Self.token(in: request) else { return Self.unauthorized(request, challenge: "Bearer") }
    let claims: AccessClaims
    do throws(AccessTokenFailure) {
      claims = try await tokens.verify(token, at: time.now())
    } catch {
      return Self.unauthorized(request, challenge: "Bearer error=\"invalid_token\"")
    }
    switch Self.tenant(for: claims, named: request.headers.all(Self.tenantHeader)) {
    case .success(let tenant): return await inner.respond(to: request, for: tenant, as: claims)
    case .failure(let problem): return problem.problem.response(to: request)
    }
  }

  /// The token of exactly one `Authorization: Bearer TOKEN`.
  private static func token(in request: Request) -> String? {
    let fields = request.headers.all("Authorization")
    guard fields.count == 1 else { return nil }
    let parts = fields[0].split(separator: " ")
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }

  private struct TenantProblem: Error {
    let problem: Problem

    init(_ detail: String) {
      problem = Problem(.badRequest, "No tenant", detail: detail, field: Authenticated.tenantHeader)
    }
  }

  private static func tenant(for claims: AccessClaims, named names: [String]) -> Result<Tenant.ID, TenantProblem> {
    guard let name = names.first else {
      guard let own = claims.tenant else {
        return .failure(TenantProblem("A platform administrator names a tenant by this header."))
      }
      return .success(own)
    }
    guard names.count == 1, let named = Tenant.ID(name) else {
      return .failure(TenantProblem("This header holds one tenant's identifier, a UUID."))
    }
    guard claims.role == .platformAdmin || named == claims.tenant else {
      return .failure(TenantProblem("Only a platform administrator may name another tenant."))
    }
    return .success(named)
  }

  private static func unauthorized(_ request: Request, challenge: String) -> Response {
    let detail = "Send Authorization: Bearer with a token from POST /v1/auth/login."
    var response = Problem(.unauthorized, "Not signed in", detail: detail).response(to: request)
    response.headers["WWW-Authenticate"] = challenge
    return response
  }
}
