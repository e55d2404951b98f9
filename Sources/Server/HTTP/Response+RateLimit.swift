internal import VoiceCore
internal import Web

extension Response {
  /// The refusal of a verdict, which names the rule; `nil` for one that lets pass.
  static func refusal(by verdict: RateVerdict, of request: Request) -> Response? {
    guard case .wait(let span) = verdict.outcome else { return nil }
    return tooMany(request, after: span, by: verdict.rule.name).telling(verdict)
  }

  /// This answer with the rule and what is left of it, as the current draft has it and, in three fields of their own, as clients
  /// know it from the earlier ones. Source: draft-ietf-httpapi-ratelimit-headers, versions 06 and 10.
  func telling(_ verdict: RateVerdict) -> Response {
    let rule = verdict.rule
    let (left, reset) =
      switch verdict.outcome {
      case .go(let left, let whole): (left, Response.seconds(whole))
      case .wait(let span): (0, Response.seconds(span))
      }
    var response = self
    response.headers["RateLimit-Policy"] =
      "\"\(rule.name.rawValue)\";q=\(rule.count);w=\(Response.seconds(rule.window))"
    response.headers["RateLimit"] = "\"\(rule.name.rawValue)\";r=\(left);t=\(reset)"
    response.headers["RateLimit-Limit"] = "\(rule.count)"
    response.headers["RateLimit-Remaining"] = "\(left)"
    response.headers["RateLimit-Reset"] = reset
    return response
  }
}
