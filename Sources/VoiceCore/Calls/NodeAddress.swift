/// Where one node is reached from outside: by those who must come to the node that has a call.
public struct NodeAddress: Equatable, Sendable, Codable {
  /// `http://` or `https://`, host and port, without a slash at its end.
  private let url: String

  /// An address as the settings have it: `http://` or `https://`, without a slash at its end.
  public init(_ url: String) { self.url = url }

  public init(from decoder: any Decoder) throws { url = try decoder.singleValueContainer().decode(String.self) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(url)
  }

  /// Where sockets of this path and query are opened: `wss://` where the node is reached by HTTPS.
  public func socket(_ target: String) -> String {
    let scheme = url.prefix { $0 != ":" }
    return (scheme.lowercased() == "https" ? "wss" : "ws") + url.dropFirst(scheme.count) + target
  }

  /// Where somebody's voice joins a call.
  public func voiceSocket(of call: Call.ID) -> String { socket("/v1/voice?call=\(call)") }
}
