internal import FoundationEssentials
internal import VoiceCore
internal import Web

/// `POST /v1/auth/login`: domain, address and password for an access token. One answer for everything that is wrong.
struct LoginRoute: Route {
  let method = Web.Method.post
  let path = "/v1/auth/login"
  let signIn: SignIn

  let operation: Operation? = Operation(
    id: "login", summary: "Sign in", body: "Credentials",
    answers: [
      .init(200, "Signed in.", schema: "Session"), .init(400, "A field is missing, unknown or no text."),
      .init(401, "Domain, address or password is wrong."), .init(415, "The body isn't JSON."),
      .init(503, "Too many are signing in; try again after `Retry-After` seconds."),
    ], needsToken: false)

  private struct Credentials: Decodable {
    let domain: String
    let email: String
    let password: String

    init(from decoder: any Decoder) throws {
      let fields = try StrictFields(decoder, allowed: ["domain", "email", "password"])
      domain = try fields.text("domain")
      email = try fields.text("email")
      password = try fields.text("password")
    }
  }

  private struct SessionJSON: Encodable {
    let session: SignIn.Session

    private enum CodingKeys: String, CodingKey {
      case accessToken = "access_token"
      case tokenType = "token_type"
      case expiresIn = "expires_in"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(session.accessToken, forKey: .accessToken)
      try container.encode("Bearer", forKey: .tokenType)
      try container.encode(session.expiresIn.components.seconds, forKey: .expiresIn)
    }
  }

  func respond(to request: Request) async -> Response {
    let credentials: Credentials
    switch request.decoded(Credentials.self) {
    case .success(let read): credentials = read
    case .failure(let failure): return failure.response
    }
    do throws(SignInFailure) {
      let session = try await signIn(
        domain: credentials.domain, email: credentials.email, password: credentials.password)
      return .encoded(SessionJSON(session: session), to: request)
    } catch {
      switch error {
      case .refused:
        var response = Problem(.unauthorized, "Not signed in", detail: "Domain, address or password is wrong.")
          .response(to: request)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
      case .unavailable: return .tryAgain(request)
      }
    }
  }
}
