/// The request that asked for the upgrade, as values. Whom it came from is left out on purpose.
public struct UpgradeRequest: Sendable {
  /// As it stands in the request line, not percent-decoded, without the query.
  public let path: String
  /// What follows the first `?`, not percent-decoded; `nil` without one.
  public let query: String?
  public let headers: UpgradeHeaders

  /// A request; public for tests of routes.
  public init(path: String, query: String? = nil, headers: UpgradeHeaders = []) {
    self.path = path
    self.query = query
    self.headers = headers
  }

  /// The value of the first header field with this name.
  public func first(_ name: String) -> String? { headers.first(name) }

  /// The subprotocols the client offers, in its order of preference.
  public var subprotocols: [String] {
    headers.all("Sec-WebSocket-Protocol").flatMap { $0.split(separator: ",").map(HTTPToken.trimmed) }
      .filter { !$0.isEmpty }
  }
}
