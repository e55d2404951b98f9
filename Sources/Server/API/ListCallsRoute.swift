internal import VoiceCore
internal import Web

/// `GET /v1/calls`: those of the tenant's calls that the bearer sees, newest first.
struct ListCallsRoute: TenantRoute {
  /// Calls on a page when nobody says how many.
  static let standardPage = 50

  let method = Web.Method.get
  let path = "/v1/calls"
  let calls: ReadCalls

  let operation = Operation(
    id: "listCalls", summary: "The tenant's calls, newest first",
    parameters: APIRoutes.pageParameters,
    answers: [.init(200, "A page of calls.", schema: "CallPage"), .init(400, "A parameter is wrong or unknown.")]
      + APIRoutes.tokenAnswers)

  func respond(to request: Request, for tenant: Tenant.ID, as bearer: Bearer) async -> Response {
    do {
      let query = try Query(of: request, allowed: ["limit", "cursor"])
      let limit = try query.number("limit", in: 1...ReadCalls.maximumPage, else: Self.standardPage)
      let page = try await calls.page(for: bearer, of: tenant, after: try Self.cursor(query), limit: limit)
      let data = page.calls.map { CallJSON(call: $0, record: CallDetailRecord(of: $0)) }
      return .encoded(ListJSON(data: data, next: page.next?.text), to: request)
    } catch let fault as Query.Fault {
      return fault.problem.response(to: request)
    } catch let failure as StoreFailure {
      return Response(failure, to: request)
    } catch {
      return Problem(.internalError, "Internal error").response(to: request)
    }
  }

  private static func cursor(_ query: Query) throws(Query.Fault) -> CallCursor? {
    guard let text = query.text("cursor") else { return nil }
    guard let cursor = CallCursor(text: text) else {
      throw Query.Fault("Not a cursor of this list.", field: "cursor")
    }
    return cursor
  }
}
