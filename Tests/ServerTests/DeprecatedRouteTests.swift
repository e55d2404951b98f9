import Server
import Testing
import VoiceCore
import Web

@Suite("What will go")
struct DeprecatedRouteTests {
  private struct Old: Route {
    let method = Web.Method.get
    let path: String
    let deprecation: Operation.Deprecation?

    var operation: Operation? {
      Operation(
        id: path == "/old" ? "getOld" : "getNew", summary: "Something", answers: [.init(204, "There it is.")],
        needsToken: false, deprecation: deprecation)
    }

    func respond(to request: Request) async -> Response { .noContent }
  }

  private static let routes: [any Route] = [
    Old(
      path: "/old",
      deprecation: Operation.Deprecation(since: 1_767_225_600, sunset: 1_798_761_600, successor: "/new")),
    Old(path: "/new", deprecation: nil),
  ]

  @Test func `each of its answers says since when, until when, and what to use instead`() async {
    let router = Router(Self.routes)
    let old = await router.respond(to: Request(.get, "/old")).headers
    #expect(old["Deprecation"] == "@1767225600")
    #expect(old["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT")
    #expect(old["Link"] == "</new>; rel=\"successor-version\"")
    let new = await router.respond(to: Request(.get, "/new")).headers
    #expect(new["Deprecation"] == nil && new["Sunset"] == nil && new["Link"] == nil)
  }

  @Test func `the document and the page of docs say so, of nothing else`() async throws {
    let time = HandTime()
    let paths = try JSON(OpenAPIDocument(routes: Self.routes, version: "1").json)["paths"]
    #expect(paths?["/old"]?["get"]?["deprecated"] == .bool(true) && paths?["/new"]?["get"]?["deprecated"] == nil)
    let operations = OperationsRoutes(
      documenting: Self.routes, version: "1", metrics: PrometheusMetrics(), readiness: [], drain: Drain(), time: time,
      keySet: "{}")
    let page = await Router(operations.routes).respond(to: Request(.get, "/docs")).body
    #expect(String(decoding: page, as: UTF8.self).split(separator: "Deprecated: ").count == 2)
  }
}
