internal import VoiceCore
internal import Web

/// `POST /v1/auth/refresh`: a refresh token for the next pair. One answer for everything that is wrong.
struct RefreshRoute: Route {
  let method = Web.Method.post
  let path = "/v1/auth/refresh"
  let allowance = RouteAllowance.authentication
  let refresh: RefreshSession

  let operation: Operation? = Operation(
    id: "refresh", summary: "Exchange a refresh token for the next pair; the one shown is used up",
    body: "RefreshToken",
    answers: [
      .init(200, "Renewed.", schema: "Session"), .init(400, "A field is missing, unknown or no text."),
      .init(401, "The token is good for nothing; sign in again."), .init(415, "The body isn't JSON."),
      .init(429, "Too many attempts from one address; nothing is checked for `Retry-After` seconds."),
      .init(503, "Try again after `Retry-After` seconds, with the same token."),
    ], needsToken: false)

  func respond(to request: Request) async -> Response {
    switch request.decoded(ShownRefreshToken.self) {
    case .failure(let failure): return failure.response
    case .success(let shown):
      do throws(SessionFailure) {
        return .tokens(try await refresh(shown.text), to: request)
      } catch {
        switch error {
        case .refused: return .notSignedIn(request, detail: "The refresh token is good for nothing; sign in again.")
        case .unavailable: return .tryAgain(request)
        }
      }
    }
  }
}
