internal import VoiceCore
internal import Web

/// The one place where a request is let through or not: a token or key first (RFC 6750), then what the table of
/// operations demands, then the tenant. What is wrong with a token is told to no client.
struct Authenticated<Inner: TenantRoute>: Route {
  /// Names the tenant that a platform administrator works for.
  private static var tenantHeader: String { "VoiceCore-Tenant" }

  let inner: Inner
  private let check: BearerCheck
  private let closed: ClosedTenants
  private let erasure: any TenantErasure
  private let refusals: Refusals
  private let repeatable: RepeatableRequests
  private let gate: BearerGate?
  private let keyed: KeyedDigest
  /// `nil` for a route that the table lacks: it is served to nobody.
  private let demanded: APIOperation?

  init(_ inner: Inner, _ ports: APIPorts, refusals: Refusals) {
    self.inner = inner
    check = ports.bearerCheck
    closed = ports.closed
    erasure = ports.store.erasure
    self.refusals = refusals
    repeatable = RepeatableRequests(ports)
    gate = ports.gate
    keyed = ports.keyed
    demanded = APIOperation.at("\(inner.method.rawValue) \(inner.path)")
  }

  var method: Web.Method { inner.method }
  var path: String { inner.path }
  var operation: Operation? {
    method == .post ? inner.operation.with(IdempotencyKey.parameter, IdempotencyKey.answers) : inner.operation
  }

  func respond(to request: Request) async -> Response {
    guard let token = Self.token(in: request) else { return Self.unauthorized(request, challenge: "Bearer") }
    let bearer: Bearer
    do throws(BearerCheck.Failure) {
      bearer = try await check(token)
    } catch {
      switch error {
      case .refused: return Self.unauthorized(request, challenge: "Bearer error=\"invalid_token\"")
      case .unavailable: return .tryAgain(request)
      }
    }
    guard let verdict = gate?.take(method, by: bearer) else { return await respond(to: request, by: bearer) }
    if let refusal = Response.refusal(by: verdict, of: request) { return refusal }
    return await respond(to: request, by: bearer).telling(verdict)
  }

  /// The answer to somebody who is known and hasn't asked too often.
  private func respond(to request: Request, by bearer: Bearer) async -> Response {
    guard demanded?.allows(bearer) == true else {
      await refusals.tell(demanded, bearer, RequestIdentity.id(of: request))
      return .forbidden(request)
    }
    if inner.concern == .platform { return await answer(request, for: .platform, as: bearer) }
    switch Self.tenant(for: bearer, named: request.headers.all(Self.tenantHeader)) {
    case .success(let tenant):
      if let refusal = await refusal(of: tenant, to: bearer, request) { return refusal }
      return await answer(request, for: tenant, as: bearer)
    case .failure(let problem):
      await refusals.tell(demanded, bearer, RequestIdentity.id(of: request))
      return problem.problem.response(to: request)
    }
  }

  /// What makes something may name a key by which it is made once; what lists something tells places that are the list's own.
  private func answer(_ request: Request, for tenant: Tenant.ID, as bearer: Bearer) async -> Response {
    guard method == .post else {
      var request = request
      request.cursors = CursorSeal(of: path, in: tenant, by: keyed)
      return await inner.respond(to: request, for: tenant, as: bearer)
    }
    let sent = RepeatableRequests.Sent(request, for: tenant, by: bearer)
    return await repeatable.answer(sent) { [inner] request in
      await inner.respond(to: request, for: sent.tenant, as: sent.bearer)
    }
  }

  /// What is answered for a tenant that is closed: its tokens are good for nothing, wherever and for how long they were
  /// issued, and to everybody else it isn't there.
  private func refusal(of tenant: Tenant.ID, to bearer: Bearer, _ request: Request) async -> Response? {
    switch closed.answer(about: tenant) {
    case .open: return nil
    case .closed: break
    case .unknown:
      do throws(StoreFailure) {
        guard try await erasure.closure(of: tenant) != nil else { return nil }
      } catch {
        return Response(error, to: request)
      }
      closed.add(tenant)
    }
    return bearer.tenant(named: nil) == tenant
      ? Self.unauthorized(request, challenge: "Bearer error=\"invalid_token\"") : Router.notFound(request)
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
      problem = Problem(.badRequest, "No tenant", detail: detail, field: Authenticated.tenantHeader, in: .header)
    }
  }

  private static func tenant(for bearer: Bearer, named names: [String]) -> Result<Tenant.ID, TenantProblem> {
    var named: Tenant.ID?
    if let name = names.first {
      named = Tenant.ID(name)
      guard names.count == 1, named != nil else {
        return .failure(TenantProblem("This header holds one tenant's identifier, a UUID."))
      }
    }
    if let tenant = bearer.tenant(named: named) { return .success(tenant) }
    return .failure(
      TenantProblem(
        named == nil
          ? "A platform administrator names a tenant by this header."
          : "Only a platform administrator may name another tenant."))
  }

  private static func unauthorized(_ request: Request, challenge: String) -> Response {
    .notSignedIn(
      request, detail: "Send Authorization: Bearer with a token from POST /v1/auth/login or an API key.",
      challenge: challenge)
  }
}

extension Response {
  /// 403: known, but not allowed to.
  static func forbidden(_ request: Request) -> Response {
    Problem(.forbidden, "Not allowed", detail: "Your role or your key's scopes don't include this.")
      .response(to: request)
  }
}
