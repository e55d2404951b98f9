public import HummingbirdCore
public import NIOSSL

/// Serves WebSockets beside Hummingbird's router, on the same port.
public enum WebSocketServer {
  /// A server for `Application(router:server:)`: HTTP/1.1 through the router, WebSockets on the listed paths.
  ///
  /// An upgrade happens on a connection's first request only, as all known clients do it. A request for one on another
  /// path is the router's to answer; on a listed path one without a valid key or version reads 400 or 426. Middleware
  /// sees no upgrades. On shutdown handlers are told (`WebSocketHandler.draining`), and the server has stopped when the
  /// last socket has.
  /// - Parameter routes: paths must differ.
  /// - Parameter tls: serves `https` and `wss` when given; a configuration that cannot be loaded fails as the
  ///   application starts.
  /// - Parameter observe: told of each socket and refusal, on event loops.
  public static func builder(
    routes: [WebSocketRoute], tls: TLSConfiguration? = nil, http: HTTPConnectionLimits = .init(),
    observe: @escaping @Sendable (WebSocketObservation) -> Void = { _ in }
  ) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      try channel(routes: routes, tls: tls, http: http, observe: observe, responder: responder)
    }
  }

  /// What the builder builds.
  package static func channel(
    routes: [WebSocketRoute], tls: TLSConfiguration? = nil, http: HTTPConnectionLimits = .init(),
    observe: @escaping @Sendable (WebSocketObservation) -> Void = { _ in },
    responder: @escaping HTTPChannelHandler.Responder
  ) throws -> UpgradableChannel {
    let byPath = Dictionary(grouping: routes, by: \.path).mapValues { same in
      precondition(same.count == 1, "two WebSocket routes share a path")
      return same[0]
    }
    return UpgradableChannel(
      responder: responder,
      gate: UpgradeGate.Setting(routes: byPath, http: http, isSecure: tls != nil, observe: observe),
      tls: try tls.map { try NIOSSLContext(configuration: $0) })
  }
}

extension HTTPServerBuilder {
  /// `WebSocketServer.builder`, spelled as Hummingbird's own builders are.
  public static func webSocketUpgrade(
    routes: [WebSocketRoute], tls: TLSConfiguration? = nil, http: HTTPConnectionLimits = .init(),
    observe: @escaping @Sendable (WebSocketObservation) -> Void = { _ in }
  ) -> HTTPServerBuilder {
    WebSocketServer.builder(routes: routes, tls: tls, http: http, observe: observe)
  }
}
