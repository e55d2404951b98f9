internal import NIOCore
internal import Synchronization
public import VoiceCore
internal import Web

/// Lets so many attempts of one address through to the routes that are guarded by it, on this node. The address is read here
/// and nowhere else; it becomes a tag at once, which lives in memory for a day and is handed on to nobody (property 12).
public final class AttemptGate: Sendable {
  private let tagging: AddressTagging
  private let proxies: TrustedProxies
  private let time: any TimeSource
  private let limits: Mutex<RateLimits<AddressTag>>

  /// A gate of this rule.
  public init(_ rule: RateRule, tagging: AddressTagging, proxies: TrustedProxies = .none, time: any TimeSource) {
    self.tagging = tagging
    self.proxies = proxies
    self.time = time
    limits = Mutex(RateLimits(rule))
  }

  /// What becomes of an attempt of whoever is at the other end of a channel; `nil` where nobody can tell where that is: a socket
  /// without an address, or a proxy whose word can't be read.
  func attempt(_ request: Request, from peer: SocketAddress?) -> RateVerdict? {
    guard let text = peer?.ipAddress, let address = NetworkAddress(text),
      let client = proxies.client(peer: address, forwarded: request.headers.all(TrustedProxies.header))
    else { return nil }
    // Tagged and looked at within, so that moments and days come in order.
    return limits.withLock { limits in
      let tags = tagging.tags(client)
      return limits.take(tags.today, formerly: tags.yesterday, at: time.now())
    }
  }
}
