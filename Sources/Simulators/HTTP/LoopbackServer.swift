internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Serves a function from request to reply over HTTP/1.1 on loopback; one request a connection.
final class LoopbackServer: Sendable {
  /// How long a connection may take for its request and its answer.
  static let requestTimeout = TimeAmount.seconds(15)

  typealias Answer = @Sendable (LoopbackRequest) -> LoopbackReply

  let port: Int
  private let listener: any Channel
  private let connections: OpenConnections

  /// Serves on this port of 127.0.0.1, 0 for any that is free; larger bodies break the connection.
  static func start(
    port: Int, maximumBodyBytes: Int = 64 << 10, on group: any EventLoopGroup, answer: @escaping Answer
  ) async throws -> LoopbackServer {
    let connections = OpenConnections()
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          connections.add(channel)
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(
            LoopbackHandler(maximumBodyBytes: maximumBodyBytes, answer: answer))
        }
      }.bind(host: "127.0.0.1", port: port).get()
    return LoopbackServer(listener, port: listener.localAddress?.port ?? port, connections: connections)
  }

  private init(_ listener: any Channel, port: Int, connections: OpenConnections) {
    self.listener = listener
    self.port = port
    self.connections = connections
  }

  func shutdown() async {
    try? await listener.close().get()  // closed already is closed
    await connections.closeAll()
  }
}

private final class LoopbackHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let maximumBodyBytes: Int
  private let answer: LoopbackServer.Answer
  private var request: LoopbackRequest?
  private var timeout: Scheduled<Void>?

  init(maximumBodyBytes: Int, answer: @escaping LoopbackServer.Answer) {
    self.maximumBodyBytes = maximumBodyBytes
    self.answer = answer
  }

  func channelActive(context: ChannelHandlerContext) {
    timeout = context.eventLoop.assumeIsolated().scheduleTask(in: LoopbackServer.requestTimeout) {
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
      request = LoopbackRequest(method: head.method.rawValue, target: head.uri, headers: head.headers)
    case .body(var bytes):
      request?.body.writeBuffer(&bytes)
      if (request?.body.readableBytes ?? 0) > maximumBodyBytes { context.close(promise: nil) }
    case .end:
      guard let request else { return }
      self.request = nil
      write(answer(request), context: context)
    }
  }

  private func write(_ reply: LoopbackReply, context: ChannelHandlerContext) {
    switch reply.manner {
    case .never: return
    case .broken: return context.close(promise: nil)
    case .whole, .half: break
    }
    var headers = reply.headers
    headers.replaceOrAdd(name: "Connection", value: "close")
    // A reply without content has no length either (RFC 9110, section 8.6).
    if reply.status != 204 { headers.replaceOrAdd(name: "Content-Length", value: "\(reply.body.readableBytes)") }
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    var body = reply.body
    if reply.manner == .half, let half = body.readSlice(length: body.readableBytes / 2) { body = half }
    if body.readableBytes > 0 { context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    let last: HTTPServerResponsePart = reply.manner == .whole ? .end(nil) : .body(.byteBuffer(ByteBuffer()))
    context.writeAndFlush(Self.wrapOutboundOut(last), promise: sent)
  }
}
