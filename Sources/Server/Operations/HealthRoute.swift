internal import Web

/// `GET /healthz`: the process is alive. Asks nobody, so that a dependency's failure restarts no healthy process.
struct HealthRoute: Route {
  let method = Method.get
  let path = "/healthz"

  func respond(to request: Request) async -> Response { .text("ok\n") }
}
