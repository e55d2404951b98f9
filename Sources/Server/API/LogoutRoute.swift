internal import VoiceCore
internal import Web

/// `POST /v1/auth/logout`: the session of a refresh token ends. 204 also for a token that is good for nothing.
struct LogoutRoute: Route {
  let method = Web.Method.post
  let path = "/v1/auth/logout"
  let signOut: SignOut

  let operation: Operation? = Operation(
    id: "logout", summary: "End the session of a refresh token", body: "RefreshToken",
    answers: [
      .init(204, "The session is over, now or before."), .init(400, "A field is missing, unknown or no text."),
      .init(415, "The body isn't JSON."), .init(503, "Try again after `Retry-After` seconds."),
    ], needsToken: false)

  func respond(to request: Request) async -> Response {
    switch request.decoded(ShownRefreshToken.self) {
    case .failure(let failure): return failure.response
    case .success(let shown):
      do throws(SessionFailure) {
        try await signOut(shown.text)
        return .noContent
      } catch {
        return .tryAgain(request)
      }
    }
  }
}
