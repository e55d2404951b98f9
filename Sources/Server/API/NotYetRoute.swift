internal import Web

/// A documented door behind which there is nothing yet: 501, so that clients needn't guess.
struct NotYetRoute: Route {
  let method: Method
  let path: String
  let operation: Operation?

  init(_ method: Method, _ path: String, id: String, summary: String) {
    self.method = method
    self.path = path
    operation = Operation(
      id: id, summary: summary, answers: [.init(501, "Not available yet.")], needsToken: false)
  }

  func respond(to request: Request) async -> Response {
    Problem(.notImplemented, "Not available yet").response(to: request)
  }
}
