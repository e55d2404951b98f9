internal import VoiceCore
internal import Web

extension Response {
  /// Seconds after which a client may try again what can't be done now.
  static let retryAfterSeconds = 1

  /// The one mapping from the store's failures to problem documents.
  init(_ failure: StoreFailure, to request: Request) {
    switch failure {
    case .notFound: self = Problem(.notFound, "Not found").response(to: request)
    case .taken(let what): self = Problem(.conflict, "Taken", field: what.rawValue).response(to: request)
    case .conflict, .unavailable: self = .tryAgain(request)
    case .scopeEnded, .corrupt: self = Problem(.internalError, "Internal error").response(to: request)
    }
  }

  /// 503 with the time after which it is worth trying again.
  static func tryAgain(_ request: Request) -> Response {
    var response = Problem(.unavailable, "Try again later").response(to: request)
    response.headers["Retry-After"] = String(retryAfterSeconds)
    return response
  }
}
