internal import Web

/// The outside base address of this deployment, as it is configured: what the carrier calls and signs. Never taken from a
/// request's `Host`.
public struct PublicURL: Equatable, Sendable {
  private let isSecure: Bool
  /// Host, port and a path in front of ours, without a slash at the end.
  private let place: String

  /// Reads `https://host[:port][/path]`; `http` is for loopback hosts only, since the carrier opens no `ws://` stream.
  /// User names, queries, fragments and everything else are `nil`.
  public init?(_ text: String) {
    guard let url = URLParts(text), url.scheme == "https" || (url.scheme == "http" && url.isLoopback),
      !url.host.isEmpty, url.hasGoodPort, !url.rest.contains("?"), !url.rest.contains("#"), !url.hasUser
    else { return nil }
    isSecure = url.scheme == "https"
    place = String(url.authority + url.rest.prefix(url.rest.last == "/" ? url.rest.count - 1 : url.rest.count))
  }

  /// Whether a path stands in front of ours.
  var hasPath: Bool { place.contains("/") }

  /// The address of a path, `https` or `http`.
  public func http(_ target: String) -> String { (isSecure ? "https://" : "http://") + place + target }

  /// The address of a path for a WebSocket, `wss` or `ws`.
  public func webSocket(_ target: String) -> String { (isSecure ? "wss://" : "ws://") + place + target }
}
