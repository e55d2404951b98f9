internal import VoiceCore
internal import Web

/// A route that will go: whatever it answers, it says so (RFC 9745), and when (RFC 8594), and what to use instead (RFC 5829).
struct DeprecatedRoute: Route {
  private let inner: any Route
  private let deprecation: Operation.Deprecation

  /// The route as it is, or, where its description says that it will go, one that tells.
  static func telling(_ route: any Route) -> any Route {
    route.operation?.deprecation.map { DeprecatedRoute(inner: route, deprecation: $0) } ?? route
  }

  var method: Web.Method { inner.method }
  var path: String { inner.path }
  var operation: Operation? { inner.operation }
  var allowance: RouteAllowance { inner.allowance }

  func respond(to request: Request) async -> Response {
    var response = await inner.respond(to: request)
    response.headers["Deprecation"] = "@\(deprecation.since)"
    if let sunset = deprecation.sunset {
      response.headers["Sunset"] = HTTPDate.format(Timestamp(microseconds: sunset * 1_000_000))
    }
    if let successor = deprecation.successor {
      response.headers.add("Link", "<\(successor)>; rel=\"successor-version\"")
    }
    return response
  }
}
