public import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import NIOSSL

/// Opens WebSockets to other servers, over TLS with the certificate verified; in the clear to loopback only.
public struct WebSocketClient: Sendable {
  /// How much of a refusal's body is kept, in bytes.
  public static let maximumRefusalBodyBytes = 16 << 10

  private let eventLoopGroup: any EventLoopGroup
  private let tls: ClientTLS
  private let limits: WebSocketLimits

  /// - Parameter eventLoopGroup: where sockets live unless a loop is given; made of `NIOPosix` loops.
  /// - Parameter tls: `nil` verifies against the system's trust store.
  public init(eventLoopGroup: any EventLoopGroup, tls: TLSConfiguration? = nil, limits: WebSocketLimits = .init()) {
    self.eventLoopGroup = eventLoopGroup
    self.tls = ClientTLS(tls)
    self.limits = limits
  }

  /// Connects and shakes hands, in `WebSocketLimits.handshakeTimeout` at most.
  ///
  /// The handler is made, and told `opened`, before this returns. Redirects are refusals.
  /// - Parameter headers: go along with the request; the handshake's own fields cannot be set.
  /// - Parameter eventLoop: where the socket lives, so that both sockets of a call share one; must be of `NIOPosix`.
  /// - Throws: and then no socket is left open; after `.cancelled` the handler may have been told `opened` and is told
  ///   `closed`.
  public func connect(
    to url: String, headers: [(String, String)] = [], subprotocols: [String] = [],
    on eventLoop: (any EventLoop)? = nil,
    makeHandler: @escaping @Sendable (any EventLoop) -> any WebSocketHandler
  ) async throws(WebSocketClientFailure) -> WebSocket {
    guard let url = WebSocketURL(url) else { throw .invalidURL }
    guard url.isSecure || url.isLoopback else { throw .insecure }
    let request = try ClientRequest(url, headers: headers, subprotocols: subprotocols)
    let timeout = TimeAmount(limits.handshakeTimeout)
    let deadline = NIODeadline.now() + timeout
    let socket: WebSocket
    do {
      socket = try await ClientBootstrap(group: eventLoop ?? eventLoopGroup)
        .connectTimeout(timeout)
        .connect(host: url.host, port: url.port) { [limits, tls] channel in
          channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if url.isSecure { try pipeline.addHandler(tls.handler(for: url.host)) }
            let encoder = HTTPRequestEncoder()
            let decoder = ByteToMessageHandler(
              HTTPResponseDecoder(
                leftOverBytesStrategy: .forwardBytes, limitConfiguration: HTTPConnectionLimits().decoder))
            let result = channel.eventLoop.makePromise(of: WebSocket.self)
            let gate = ClientGate(
              request, limits: limits, deadline: deadline, encoder: encoder, decoder: decoder, result: result,
              makeHandler: makeHandler)
            try pipeline.addHandlers([encoder, decoder, gate])
            return result.futureResult
          }
        }.get()
    } catch {
      throw WebSocketClientFailure(error)
    }
    guard !Task.isCancelled else {
      socket.eventLoop.execute { socket.close(.goingAway, reason: "") }
      throw .cancelled
    }
    return socket
  }
}
