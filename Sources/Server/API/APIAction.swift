internal import VoiceCore
internal import Web

/// A route of which everything but its answer is said in its parts: method, path, description.
struct APIAction: TenantRoute {
  /// A request that was let through: whose data it is about, and who asks.
  struct Asked: Sendable {
    let request: Request
    let tenant: Tenant.ID
    let bearer: Bearer

    init(_ request: Request, _ tenant: Tenant.ID, _ bearer: Bearer) {
      self.request = request
      self.tenant = tenant
      self.bearer = bearer
    }

    /// The identifier in the path.
    func id<Subject>(of subject: Subject.Type) throws(APIFault) -> Identifier<Subject> {
      guard let id = request.parameters["id"].flatMap({ Identifier<Subject>($0) }) else { throw .notFound }
      return id
    }

    /// The body as a value.
    func body<Body: Decodable>(_ type: Body.Type) throws(APIFault) -> Body {
      switch request.decoded(type) {
      case .success(let body): return body
      case .failure(let failure): throw .answered(failure.response)
      }
    }
  }

  let method: Web.Method
  let path: String
  let operation: Operation
  let concern: RouteConcern
  private let queryFields: [String]
  private let act: @Sendable (Asked, Query) async throws(APIFault) -> Response

  init(
    _ method: Web.Method, _ path: String, _ operation: Operation, query: [String] = [],
    about concern: RouteConcern = .tenant,
    act: @escaping @Sendable (Asked, Query) async throws(APIFault) -> Response
  ) {
    self.method = method
    self.path = path
    self.operation = operation
    self.concern = concern
    queryFields = query
    self.act = act
  }

  func respond(to request: Request, for tenant: Tenant.ID, as bearer: Bearer) async -> Response {
    let query: Query
    do throws(Query.Fault) {
      query = try Query(of: request, allowed: queryFields)
    } catch {
      return error.problem.response(to: request)
    }
    do throws(APIFault) {
      return try await act(Asked(request, tenant, bearer), query)
    } catch {
      return error.response(to: request)
    }
  }
}

/// Why a request that was let through gets no good answer.
enum APIFault: Error {
  case notFound
  case forbidden
  case unavailable
  /// What is kept can't be read: no trying again helps.
  case damaged
  case tooMany(after: Duration)
  case problem(Problem)
  /// It has its answer already.
  case answered(Response)

  init(_ failure: StoreFailure, to request: Request) { self = .answered(Response(failure, to: request)) }

  /// A field that can be read but isn't what may be written.
  static func field(_ name: String, _ detail: String) -> APIFault {
    .problem(Problem(.unprocessable, "Not acceptable", detail: detail, field: name))
  }

  /// The one answer to it.
  func response(to request: Request) -> Response {
    switch self {
    case .notFound: Router.notFound(request)
    case .forbidden: .forbidden(request)
    case .unavailable: .tryAgain(request)
    case .damaged: Problem(.internalError, "Internal error").response(to: request)
    case .tooMany(let span): .tooMany(request, after: span)
    case .problem(let problem): problem.response(to: request)
    case .answered(let response): response
    }
  }
}
