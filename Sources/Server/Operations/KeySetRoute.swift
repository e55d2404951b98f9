internal import Web

/// `GET /.well-known/jwks.json`: the public halves of the keys that sign access tokens (RFC 7517).
struct KeySetRoute: Route {
  let method = Method.get
  let path = "/.well-known/jwks.json"
  let keySet: String

  func respond(to request: Request) async -> Response {
    var response = Response.text(keySet, type: "application/jwk-set+json")
    // A new key is published a while before it signs; verifiers elsewhere may keep the document that long.
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
  }
}
