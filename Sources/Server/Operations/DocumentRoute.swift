internal import Web

/// A document that doesn't change while the server runs.
struct DocumentRoute: Route {
  let method = Method.get
  let path: String
  let type: String
  let body: [UInt8]
  var contentSecurityPolicy: String?

  func respond(to request: Request) async -> Response {
    var response = Response(.ok, headers: ["Content-Type": type], body: body)
    response.headers["Cache-Control"] = "no-cache"
    if let contentSecurityPolicy { response.headers["Content-Security-Policy"] = contentSecurityPolicy }
    return response
  }

  /// `GET /openapi.json`.
  static func openAPI(_ document: OpenAPIDocument) -> DocumentRoute {
    DocumentRoute(path: "/openapi.json", type: "application/json", body: Array(document.json.utf8))
  }

  /// `GET /asyncapi.json`.
  static func asyncAPI(_ document: AsyncAPIDocument) -> DocumentRoute {
    DocumentRoute(path: "/asyncapi.json", type: "application/json", body: Array(document.json.utf8))
  }

  /// An HTML page with its style inside and no script.
  static func page(_ path: String, _ page: HTMLPage) -> DocumentRoute {
    DocumentRoute(
      path: path, type: "text/html; charset=utf-8", body: Array(page.html.utf8),
      contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'")
  }
}
