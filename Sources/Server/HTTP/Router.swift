public import Web

/// Finds the route for a method and a path. A value: routes are tested through it without a socket.
public struct Router: Sendable {
  /// What a request asks for.
  public enum Match: Sendable {
    /// This route, with what its named segments matched. `withoutBody` when HEAD is asked of a GET route.
    case route(any Route, parameters: [String: String], withoutBody: Bool)
    /// The path exists for these methods only.
    case methodNotAllowed([String])
    case notFound
    /// The path can't be decoded.
    case malformed
  }

  private struct Entry {
    let template: PathTemplate
    var routes: [Web.Method: any Route]
  }

  /// By number of segments, the most literal template first.
  private let entries: [Int: [Entry]]

  /// A router of these routes. Two for one method and path are a mistake of ours.
  public init(_ routes: [any Route]) {
    var byPath: [String: Entry] = [:]
    for route in routes.map(DeprecatedRoute.telling) {
      var entry = byPath[route.path] ?? Entry(template: PathTemplate(route.path), routes: [:])
      precondition(entry.routes[route.method] == nil, "two routes for \(route.method.rawValue) \(route.path)")
      entry.routes[route.method] = route
      byPath[route.path] = entry
    }
    entries = Dictionary(grouping: byPath.values, by: \.template.segments.count).mapValues { entries in
      entries.sorted { ($1.template.literals, $0.template.text) < ($0.template.literals, $1.template.text) }
    }
  }

  /// What a request with this method and this path, percent-encoded and without query, asks for.
  public func match(_ method: String, _ path: String) -> Match {
    guard path.hasPrefix("/") else { return .malformed }
    var segments: [String] = []
    for segment in PathTemplate.split(path) {
      guard let decoded = PercentEncoding.decode(segment) else { return .malformed }
      segments.append(decoded)
    }
    for entry in entries[segments.count] ?? [] {
      guard let parameters = entry.template.parameters(in: segments) else { continue }
      let isHead = method == "HEAD"
      guard let method = Web.Method(rawValue: isHead ? "GET" : method), let route = entry.routes[method] else {
        return .methodNotAllowed(Self.names(of: entry.routes))
      }
      return .route(route, parameters: parameters, withoutBody: isHead)
    }
    return .notFound
  }

  /// Answers a request as a server without a socket would; `method` is the request's own.
  public func respond(to request: Request) async -> Response {
    switch match(request.method.rawValue, request.path) {
    case .route(let route, let parameters, _):
      var request = request
      request.parameters = parameters
      return await route.respond(to: request)
    case .methodNotAllowed(let methods): return Self.methodNotAllowed(methods, request)
    case .notFound: return Self.notFound(request)
    case .malformed: return Self.malformed(request)
    }
  }

  static func methodNotAllowed(_ methods: [String], _ request: Request) -> Response {
    let detail = "Allowed here: \(methods.joined(separator: ", "))."
    var response = Problem(.methodNotAllowed, "Method not allowed", detail: detail).response(to: request)
    response.headers["Allow"] = methods.joined(separator: ", ")
    return response
  }

  static func notFound(_ request: Request) -> Response {
    Problem(.notFound, "Not found").response(to: request)
  }

  static func malformed(_ request: Request) -> Response {
    Problem(.badRequest, "Malformed path", detail: "The path is not valid percent-encoded UTF-8.").response(to: request)
  }

  private static func names(of routes: [Web.Method: any Route]) -> [String] {
    let names = Web.Method.allCases.filter { routes[$0] != nil }.map(\.rawValue)
    return (names.contains("GET") ? ["GET", "HEAD"] + names.filter { $0 != "GET" } : names) + ["OPTIONS"]
  }
}
