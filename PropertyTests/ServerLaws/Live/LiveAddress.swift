import WebSockets

/// Where a deployment answers: scheme, host and port, and perhaps a path below which it lies.
public struct LiveAddress: Equatable, Sendable {
  /// Why a text is none that may be asked.
  public enum Fault: Error, Equatable, Sendable {
    /// No absolute `http:` or `https:` URL without user name, query and fragment.
    case malformed
    /// `http:` to another machine would send the token in the clear.
    case plain
  }

  /// Whether tokens may go over the network in the clear.
  public enum PlainHTTP: Equatable, Sendable { case toLoopbackOnly, anywhere }

  /// Without a slash at the end.
  public let text: String

  /// The address in `text`.
  public init(_ text: String, plainHTTP: PlainHTTP = .toLoopbackOnly) throws(Fault) {
    guard text.hasPrefix("http://") || text.hasPrefix("https://"), !text.contains("?"),
      let url = WebSocketURL("ws" + text.dropFirst("http".count))
    else { throw .malformed }
    guard url.isSecure || url.isLoopback || plainHTTP == .anywhere else { throw .plain }
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    self.text = text
  }

  /// The same for a WebSocket.
  var socket: String { "ws" + text.dropFirst("http".count) }
}
