internal import NIOCore
internal import NIOHTTP1

/// Asks for the upgrade as soon as the connection stands, and judges the reply. Confined to its event loop.
final class ClientGate: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private enum State {
    case waiting
    /// 101, checked; the socket opens at the reply's end.
    case agreed(subprotocol: String?)
    /// Any other status; its body is collected up to a limit.
    case refused(status: Int, body: [UInt8])
    /// What comes now are frames, kept until the decoder is gone.
    case switching(subprotocol: String?, early: [NIOAny])
    case open
    case over
  }

  private let request: ClientRequest
  private let limits: WebSocketLimits
  private let deadline: NIODeadline
  private let encoder: HTTPRequestEncoder
  private let decoder: ByteToMessageHandler<HTTPResponseDecoder>
  private let makeHandler: @Sendable (any EventLoop) -> any WebSocketHandler
  private var result: EventLoopPromise<WebSocket>?
  private var state = State.waiting
  private var timer: Scheduled<Void>?

  init(
    _ request: ClientRequest, limits: WebSocketLimits, deadline: NIODeadline, encoder: HTTPRequestEncoder,
    decoder: ByteToMessageHandler<HTTPResponseDecoder>, result: EventLoopPromise<WebSocket>,
    makeHandler: @escaping @Sendable (any EventLoop) -> any WebSocketHandler
  ) {
    self.request = request
    self.limits = limits
    self.deadline = deadline
    self.encoder = encoder
    self.decoder = decoder
    self.result = result
    self.makeHandler = makeHandler
  }

  func handlerAdded(context: ChannelHandlerContext) {
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in
      self?.fail(.timedOut, context)
    }
    if context.channel.isActive { ask(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    settle(.failure(WebSocketClientFailure.badHandshake(.connectionClosed)))
  }

  func channelActive(context: ChannelHandlerContext) {
    ask(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .refused(let status, let body) = state {
      settle(.failure(WebSocketClientFailure.refused(status: status, body: body)))
    } else {
      settle(.failure(WebSocketClientFailure.badHandshake(.connectionClosed)))
    }
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .open = state {
      context.fireChannelRead(data)
      return
    }
    if case .switching(let subprotocol, let early) = state {
      state = .switching(subprotocol: subprotocol, early: early + [data])
      return
    }
    if case .over = state { return }
    switch (state, Self.unwrapInboundIn(data)) {
    case (.waiting, .head(let head)) where head.status == .switchingProtocols:
      do {
        state = .agreed(subprotocol: try request.subprotocol(agreedBy: head))
      } catch {
        fail(error, context)
      }
    case (.waiting, .head(let head)):
      state = .refused(status: Int(head.status.code), body: [])
    case (.agreed(let subprotocol), .end):
      leaveHTTP(subprotocol, context)
    case (.refused(let status, let body), .body(let more)):
      let room = WebSocketClient.maximumRefusalBodyBytes - body.count
      state = .refused(status: status, body: body + more.readableBytesView.prefix(room))
      if more.readableBytes >= room { refuse(context) }
    case (.refused, .end):
      refuse(context)
    default:
      fail(.badHandshake(.malformedReply), context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch state {
    case .open: context.fireErrorCaught(error)
    case .over: context.close(promise: nil)
    case .refused: refuse(context)
    case .waiting, .agreed, .switching: fail(WebSocketClientFailure(error), context)
    }
  }

  private func ask(_ context: ChannelHandlerContext) {
    context.write(Self.wrapOutboundOut(.head(request.head)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// The socket opens once the HTTP handlers are gone: the decoder watches what is written, and would take our first
  /// frame for a request. It leaves a turn of the loop later, handing on what came right behind the reply.
  private func leaveHTTP(_ subprotocol: String?, _ context: ChannelHandlerContext) {
    state = .switching(subprotocol: subprotocol, early: [])
    let pipeline = context.pipeline.syncOperations
    pipeline.removeHandler(encoder, promise: nil)
    pipeline.removeHandler(decoder).assumeIsolated().whenComplete { [self] _ in open(context) }
  }

  private func open(_ context: ChannelHandlerContext) {
    guard case .switching(let subprotocol, let early) = state, context.channel.isActive else { return }
    state = .open
    do {
      let socket = try WebSocketConnection.open(
        on: context.channel, as: .client, limits: limits, subprotocol: subprotocol, makeHandler: makeHandler)
      guard let socket else { return }
      settle(.success(socket))
    } catch {
      fail(WebSocketClientFailure(error), context)
      return
    }
    for data in early { context.fireChannelRead(data) }
    context.fireChannelReadComplete()
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  private func refuse(_ context: ChannelHandlerContext) {
    guard case .refused(let status, let body) = state else { return }
    fail(.refused(status: status, body: body), context)
  }

  private func fail(_ failure: WebSocketClientFailure, _ context: ChannelHandlerContext) {
    state = .over
    settle(.failure(failure))
    context.close(promise: nil)
  }

  private func settle(_ outcome: Result<WebSocket, any Error>) {
    timer?.cancel()
    result?.completeWith(outcome)
    result = nil
  }
}
