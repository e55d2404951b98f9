public import Web
public import WebSockets

/// Why no socket is opened: told before the upgrade, by a problem document (RFC 9457).
public struct SocketRefusal: Error {
  public let problem: Problem
  private var challenge: String?

  /// A refusal with this document.
  public init(_ problem: Problem) { self.problem = problem }

  /// A refusal in these words.
  public init(_ status: Status, _ title: String, detail: String? = nil) {
    self.init(Problem(status, title, detail: detail))
  }

  /// It can't be decided now.
  public static let unavailable = SocketRefusal(.unavailable, "Try again later")

  static let noToken = unauthorized("Bearer")
  static let badToken = unauthorized("Bearer error=\"invalid_token\"")

  private static func unauthorized(_ challenge: String) -> SocketRefusal {
    var refusal = SocketRefusal(.unauthorized, "Unauthorized")
    refusal.challenge = challenge
    return refusal
  }

  /// The answer to the request for an upgrade.
  public var decision: UpgradeDecision {
    let response = problem.response()
    var headers = [("Content-Type", "application/problem+json")]
    if let challenge { headers.append(("WWW-Authenticate", challenge)) }
    if problem.status == .unavailable { headers.append(("Retry-After", "1")) }
    return .refuse(status: problem.status.code, headers: headers, body: response.body)
  }
}
