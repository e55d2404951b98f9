internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// Serves `CarrierREST` over HTTP/1.1 on loopback; one request a connection.
final class RESTServer: Sendable {
  /// How long a connection may take for its request.
  static let requestTimeout = TimeAmount.seconds(15)
  /// Largest request body in bytes.
  static let maximumBodyBytes = 64 << 10

  let port: Int
  private let listener: any Channel
  private let connections: Connections

  static func start(_ rest: CarrierREST, port: Int, on group: any EventLoopGroup) async throws -> RESTServer {
    let connections = Connections()
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          connections.add(channel)
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(RESTHandler(rest))
        }
      }.bind(host: "127.0.0.1", port: port).get()
    return RESTServer(listener, port: listener.localAddress?.port ?? port, connections: connections)
  }

  private init(_ listener: any Channel, port: Int, connections: Connections) {
    self.listener = listener
    self.port = port
    self.connections = connections
  }

  func shutdown() async {
    try? await listener.close().get()  // closed already is closed
    await connections.closeAll()
  }

  /// The open connections, so that none outlives the server.
  private final class Connections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    func add(_ channel: any Channel) {
      let id = ObjectIdentifier(channel)
      channels.withLock { $0[id] = channel }
      channel.closeFuture.whenComplete { [self] _ in channels.withLock { $0[id] = nil } }
    }

    func closeAll() async {
      for channel in channels.withLock({ Array($0.values) }) { try? await channel.close().get() }
    }
  }
}

private final class RESTHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let rest: CarrierREST
  private var request: CarrierREST.Request?
  private var timeout: Scheduled<Void>?

  init(_ rest: CarrierREST) { self.rest = rest }

  func channelActive(context: ChannelHandlerContext) {
    timeout = context.eventLoop.assumeIsolated().scheduleTask(in: RESTServer.requestTimeout) {
      context.close(promise: nil)
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timeout?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head):
      request = CarrierREST.Request(
        method: head.method.rawValue, path: head.uri, authorization: head.headers.first(name: "authorization"),
        body: "")
    case .body(let bytes):
      request?.body += String(buffer: bytes)
      if (request?.body.utf8.count ?? 0) > RESTServer.maximumBodyBytes { context.close(promise: nil) }
    case .end:
      guard let request else { return }
      self.request = nil
      let reply = rest.reply(to: request)
      if reply.isLost { context.close(promise: nil) } else { write(reply, context: context) }
    }
  }

  private func write(_ reply: CarrierREST.Reply, context: ChannelHandlerContext) {
    let body = reply.sound.map { ByteBuffer(bytes: $0) } ?? ByteBuffer(string: reply.json)
    var headers = HTTPHeaders([
      ("Content-Type", reply.sound == nil ? "application/json" : "audio/mpeg"), ("Connection", "close"),
      ("Twilio-Request-Id", CarrierID.random("RQ")),
    ])
    // A reply without content has no length either (RFC 9110, section 8.6).
    if reply.status != 204 { headers.add(name: "Content-Length", value: "\(body.readableBytes)") }
    if reply.status == 401 { headers.add(name: "WWW-Authenticate", value: "Basic realm=\"Twilio API\"") }
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    if body.readableBytes > 0 { context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: sent)
  }
}
