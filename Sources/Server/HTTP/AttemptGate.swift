internal import NIOCore
internal import Synchronization
public import VoiceCore
internal import Web

/// Lets so many attempts of one address through to the routes that are guarded by it, on this node. The address is read here
/// and nowhere else; it becomes a tag at once, which lives in memory for a day and is handed on to nobody (property 12).
public final class AttemptGate: Sendable {
  private let rule: AttemptRule
  private let tagging: AddressTagging
  private let proxies: TrustedProxies
  private let time: any TimeSource
  private let limit: Mutex<AttemptLimit>

  /// A gate of this rule.
  public init(
    _ rule: AttemptRule, tagging: AddressTagging, proxies: TrustedProxies = .none, time: any TimeSource
  ) {
    self.rule = rule
    self.tagging = tagging
    self.proxies = proxies
    self.time = time
    limit = Mutex(AttemptLimit(rule))
  }

  /// What came of an attempt.
  struct Passage {
    /// `nil` when it may pass.
    let refusal: Response?
    fileprivate let left: Int
    fileprivate let rule: AttemptRule

    /// The answer with what is left of the client's allowance.
    func telling(_ response: Response) -> Response {
      var response = response
      response.headers["RateLimit-Limit"] = "\(rule.attempts)"
      response.headers["RateLimit-Remaining"] = "\(left)"
      response.headers["RateLimit-Reset"] = Response.seconds(rule.window)
      return response
    }
  }

  /// An attempt of whoever is at the other end of a channel; `nil` where nobody can tell where that is: a socket without an
  /// address, or a proxy whose word can't be read.
  func attempt(_ request: Request, from peer: SocketAddress?) -> Passage? {
    guard let text = peer?.ipAddress, let address = NetworkAddress(text),
      let client = proxies.client(peer: address, forwarded: request.headers.all(TrustedProxies.header))
    else { return nil }
    let tags = tagging.tags(client)
    let now = time.now()
    switch limit.withLock({ $0.take(tags, at: now) }) {
    case .go(let left): return Passage(refusal: nil, left: left, rule: rule)
    case .wait(let span):
      let passage = Passage(refusal: nil, left: 0, rule: rule)
      var response = passage.telling(.tooMany(request, after: span))
      response.headers["RateLimit-Reset"] = Response.seconds(span)
      return Passage(refusal: response, left: 0, rule: rule)
    }
  }
}
