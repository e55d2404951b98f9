import Server
import Testing
import Web

@Suite("Finding the route")
struct RouterTests {
  struct Echo: Route {
    let method: Web.Method
    let path: String

    func respond(to request: Request) async -> Response {
      let named = request.parameters.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
      return .text("\(method.rawValue) \(path)\(named)")
    }
  }

  let router = Router([
    Echo(method: .get, path: "/"), Echo(method: .get, path: "/v1/calls"), Echo(method: .post, path: "/v1/calls"),
    Echo(method: .get, path: "/v1/calls/{id}"), Echo(method: .get, path: "/v1/calls/latest"),
    Echo(method: .delete, path: "/v1/calls/{id}/notes/{note}"),
  ])

  func answer(_ method: Web.Method, _ path: String) async -> String {
    let response = await router.respond(to: Request(method, path))
    return response.status == .ok ? String(decoding: response.body, as: UTF8.self) : "\(response.status.code)"
  }

  @Test func `method and path find their route`() async {
    #expect(await answer(.get, "/") == "GET /")
    #expect(await answer(.get, "/v1/calls") == "GET /v1/calls")
    #expect(await answer(.post, "/v1/calls") == "POST /v1/calls")
    #expect(await answer(.get, "/v1/calls/17") == "GET /v1/calls/{id} id=17")
    #expect(await answer(.delete, "/v1/calls/17/notes/3") == "DELETE /v1/calls/{id}/notes/{note} id=17 note=3")
  }

  @Test func `a literal segment beats a name`() async {
    #expect(await answer(.get, "/v1/calls/latest") == "GET /v1/calls/latest")
  }

  @Test func `segments are decoded after they were split`() async {
    #expect(await answer(.get, "/v1/calls/a%20b%2Fc%C3%A9") == "GET /v1/calls/{id} id=a b/cé")
    #expect(await answer(.get, "/v1/%63alls") == "GET /v1/calls")
    #expect(await answer(.get, "/v1/calls/a+b") == "GET /v1/calls/{id} id=a+b")
  }

  @Test(arguments: ["/v1/calls/%", "/v1/calls/%4", "/v1/calls/%zz", "/v1/calls/%ff", "/v1/calls/%00", "*", ""])
  func `a path that can't be decoded is 400`(path: String) async {
    #expect(await answer(.get, path) == "400")
  }

  @Test(arguments: ["/v2", "/v1/calls/", "/v1//calls", "//", "/v1/calls/../calls", "/V1/calls", "/v1/calls/1/2/3/4"])
  func `a path that nobody has is 404`(path: String) async {
    #expect(await answer(.get, path) == "404")
  }

  @Test func `a method that the path doesn't have is 405 and names those it has`() async {
    let response = await router.respond(to: Request(.delete, "/v1/calls", id: "r-1"))
    #expect(response.status == .methodNotAllowed)
    #expect(response.headers["Allow"] == "GET, HEAD, POST, OPTIONS")
    #expect(response.headers["Content-Type"] == "application/problem+json")
  }

  @Test func `HEAD is answered by GET without the body`() {
    guard case .route(let route, _, let withoutBody) = router.match("HEAD", "/v1/calls") else {
      Issue.record("HEAD finds no route")
      return
    }
    #expect(route.method == .get && withoutBody)
    guard case .methodNotAllowed(["DELETE", "OPTIONS"]) = router.match("HEAD", "/v1/calls/1/notes/2") else {
      Issue.record("HEAD of a path without GET")
      return
    }
    guard case .methodNotAllowed = router.match("TRACE", "/v1/calls") else {
      Issue.record("a method that we don't know")
      return
    }
  }
}
