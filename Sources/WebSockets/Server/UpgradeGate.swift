internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Stands behind the HTTP decoder until a connection's first request shows what the connection is for.
///
/// A request for a WebSocket on a listed path is put to its route; anything else opens the way to the router, and the
/// gate leaves. NIO's upgrade handler is not used since it cannot refuse with a reply. Confined to its event loop.
final class UpgradeGate: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// What all gates of a server share.
  struct Setting: Sendable {
    let routes: [String: WebSocketRoute]
    let http: HTTPConnectionLimits
    let isSecure: Bool
    let observe: @Sendable (WebSocketObservation) -> Void
  }

  enum State {
    case waiting
    /// The rest of the request is read first: a body has no place in it.
    case reading(HTTPRequestHead, WebSocketRoute)
    case deciding(HTTPRequestHead, WebSocketRoute, Task<Void, Never>)
    /// 101 is out: what comes now are frames.
    case open
    /// The reply is out: what comes now is thrown away.
    case refused
    /// The router has it.
    case passed
  }

  let setting: Setting
  let encoder: HTTPResponseEncoder
  let decoder: ByteToMessageHandler<HTTPRequestDecoder>
  let logger: Logger
  private var outcome: EventLoopPromise<UpgradableChannel.Outcome>?
  var state = State.waiting
  var context: ChannelHandlerContext?
  var timer: Scheduled<Void>?
  private var isQuiescing = false

  init(
    _ setting: Setting, encoder: HTTPResponseEncoder, decoder: ByteToMessageHandler<HTTPRequestDecoder>, logger: Logger,
    outcome: EventLoopPromise<UpgradableChannel.Outcome>
  ) {
    self.setting = setting
    self.encoder = encoder
    self.decoder = decoder
    self.logger = logger
    self.outcome = outcome
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    schedule(after: setting.http.firstRequestTimeout) { gate in gate.context?.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch state {
    case .open, .passed: context.fireChannelRead(data)
    case .refused: break
    case .waiting, .reading, .deciding: read(Self.unwrapInboundIn(data), data, context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch (state, event) {
    case (.open, _), (.passed, _):
      context.fireUserInboundEventTriggered(event)
    case (_, ChannelEvent.inputClosed):
      context.close(promise: nil)
    case (.waiting, is ChannelShouldQuiesceEvent):
      context.close(promise: nil)
    case (_, is ChannelShouldQuiesceEvent):
      isQuiescing = true
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch state {
    case .open, .passed: context.fireErrorCaught(error)
    case .refused where error is ByteToMessageDecoderError: break
    case .refused: context.close(promise: nil)
    case .waiting, .reading, .deciding:
      if error is HTTPParserError {
        refuse(Refusal(400, "The request is malformed or its header is too large."))
      } else {
        context.close(promise: nil)
      }
    }
  }

  // MARK: The first request

  private func read(_ part: HTTPServerRequestPart, _ data: NIOAny, _ context: ChannelHandlerContext) {
    switch (state, part) {
    case (.waiting, .head(let head)):
      guard OpeningHandshake.isAsked(by: head), let route = setting.routes[OpeningHandshake.path(of: head)] else {
        pass(data, context)
        return
      }
      state = .reading(head, route)
    case (.reading(let head, let route), .end):
      if let refusal = OpeningHandshake.refusal(of: head) {
        refuse(refusal, path: route.path)
      } else {
        ask(route, about: head)
      }
    case (.reading(_, let route), .body):
      refuse(Refusal(400, "A request for a WebSocket has no body."), path: route.path)
    default:
      // The decoder stops after a request for an upgrade, so nothing follows one; and it orders the parts.
      context.close(promise: nil)
    }
  }

  private func ask(_ route: WebSocketRoute, about head: HTTPRequestHead) {
    guard let context else { return }
    let loop = context.eventLoop
    let gate = NIOLoopBound(self, eventLoop: loop)
    let request = OpeningHandshake.request(head)
    let task = Task { [decide = route.decide] in
      let decision = await decide(request)
      loop.execute { gate.value.decided(decision) }
    }
    state = .deciding(head, route, task)
    schedule(after: route.limits.handshakeTimeout) { gate in
      task.cancel()
      gate.refuse(Refusal(503, "The decision took too long."), path: route.path)
    }
  }

  private func decided(_ decision: UpgradeDecision) {
    guard case .deciding(let head, let route, _) = state, let context, context.channel.isActive else { return }
    switch decision {
    case .refuse(let status, let headers, let body):
      refuse(Refusal(status: status, headers: headers, body: body), path: route.path)
    case .accept where isQuiescing:
      refuse(Refusal(503, "The server is shutting down."), path: route.path)
    case .accept(let subprotocol, let headers, let makeHandler):
      let offered = OpeningHandshake.request(head).subprotocols
      guard subprotocol.map(offered.contains) ?? true, HTTPToken.maySend(headers) else {
        refuse(Refusal(500, "The reply could not be made."), path: route.path)
        return
      }
      OpeningHandshake.reply(to: head, subprotocol: subprotocol, headers: headers, on: context.channel)
        .assumeIsolated().whenComplete { [self] result in
          switch result {
          case .success(let fields): open(route, fields, subprotocol: subprotocol, makeHandler: makeHandler)
          case .failure: refuse(Refusal(400, "The request is malformed."), path: route.path)
          }
        }
    }
  }

  // MARK: Ends

  func settle(_ outcome: UpgradableChannel.Outcome) {
    timer?.cancel()
    self.outcome?.succeed(outcome)
    self.outcome = nil
  }

  private func leave() {
    if case .deciding(_, _, let task) = state { task.cancel() }
    settle(.other)
    context = nil
  }

  func schedule(after delay: Duration, _ body: @escaping (UpgradeGate) -> Void) {
    timer?.cancel()
    timer = context?.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [weak self] in
      guard let self else { return }
      body(self)
    }
  }
}
