internal import VoiceCore
internal import Web

/// What the descriptions of routes that want nothing but a good link have in common.
enum DownloadLinkParameters {
  static let all: [Operation.Parameter] = [
    .init("tenant", in: .query, "As the link says.", schema: APIRoutes.idSchema),
    .init("expires", in: .query, "As the link says.", schema: #"{"type":"integer"}"#),
    .init("signature", in: .query, "As the link says.", schema: #"{"type":"string"}"#),
  ]

  static let answers: [Operation.Answer] = [
    .init(403, "The link isn't good, has expired, or leads to nothing."),
    .init(416, "`Range` begins behind the end."),
    .init(503, "Try again after `Retry-After` seconds."),
  ]
}

extension Response {
  /// The answer to a link behind which nothing can be read.
  static func unfound(_ failure: HearRecording.Failure, _ request: Request) -> Response {
    switch failure {
    case .noSuchLink: Problem(.forbidden, "No such link").response(to: request)
    case .damaged: Problem(.internalError, "Internal error").response(to: request)
    case .unavailable: .tryAgain(request)
    }
  }
}
