internal import VoiceCore
internal import Web

/// `POST /v1/auth/login`: domain, address and password for a session's first tokens. One answer for everything that is
/// wrong.
struct LoginRoute: Route {
  let method = Web.Method.post
  let path = "/v1/auth/login"
  let allowance = RouteAllowance.authentication
  let signIn: SignIn
  let device: DeviceCookie

  let operation: Operation? = Operation(
    id: "login", summary: "Sign in", body: "Credentials",
    answers: [
      .init(200, "Signed in.", schema: "Session"), .init(400, "A field is missing, unknown or no text."),
      .init(401, "Domain, address or password is wrong."), .init(415, "The body isn't JSON."),
      .init(
        429, "Too many wrong passwords, or attempts from one address; nothing is checked for `Retry-After` seconds."),
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

  func respond(to request: Request) async -> Response {
    let credentials: Credentials
    switch request.decoded(Credentials.self) {
    case .success(let read): credentials = read
    case .failure(let failure): return failure.response
    }
    do throws(SignInFailure) {
      let signedIn = try await signIn(
        SignIn.Credentials(
          domain: credentials.domain, email: credentials.email, password: credentials.password,
          device: device.read(from: request)))
      var response = Response.tokens(signedIn.tokens, to: request)
      response.headers.add("Set-Cookie", device.field(keeping: signedIn.device))
      return response
    } catch {
      switch error {
      case .refused: return .notSignedIn(request, detail: "Domain, address or password is wrong.")
      case .tryLater(let span): return .tooMany(request, after: span)
      case .unavailable: return .tryAgain(request)
      }
    }
  }
}
