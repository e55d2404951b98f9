internal import VoiceCore
internal import Web

/// A route about one call. 404 for an id that is none, for an unknown call, for one of a
/// department that the bearer doesn't see and for another tenant's, all alike.
struct OneCallRoute<Shown: Encodable & Sendable>: TenantRoute {
  let method = Web.Method.get
  let path: String
  let operation: Operation
  /// What is shown of the call; `nil` when the bearer sees no such call.
  private let show: @Sendable (Call.ID, Bearer, Tenant.ID) async throws(StoreFailure) -> Shown?

  init(
    _ path: String, id: String, summary: String, schema: String,
    show: @escaping @Sendable (Call.ID, Bearer, Tenant.ID) async throws(StoreFailure) -> Shown?
  ) {
    self.path = path
    self.show = show
    operation = Operation(
      id: id, summary: summary,
      parameters: [.init("id", in: .path, "The call.", schema: APIRoutes.idSchema)],
      answers: [
        .init(200, "Found.", schema: schema), .init(400, "A parameter is unknown."), .init(404, "No such call."),
      ] + APIRoutes.tokenAnswers)
  }

  func respond(to request: Request, for tenant: Tenant.ID, as bearer: Bearer) async -> Response {
    do throws(Query.Fault) {
      _ = try Query(of: request)
    } catch {
      return error.problem.response(to: request)
    }
    guard let id = request.parameters["id"].flatMap({ Call.ID($0) }) else { return Router.notFound(request) }
    do throws(StoreFailure) {
      guard let shown = try await show(id, bearer, tenant) else { return Router.notFound(request) }
      return .encoded(shown, to: request)
    } catch {
      return Response(error, to: request)
    }
  }
}
