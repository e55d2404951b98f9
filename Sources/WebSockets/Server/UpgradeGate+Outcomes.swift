internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypesHTTP1

/// The three ways a connection leaves the gate: to the router, with a refusal, as a WebSocket.
extension UpgradeGate {
  func pass(_ data: NIOAny, _ context: ChannelHandlerContext) {
    state = .passed
    let pipeline = context.pipeline.syncOperations
    do {
      try pipeline.addHandler(IgnoredUpgrade())
      try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: setting.isSecure))
      try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: setting.http.idleTimeout, logger: logger))
      let http = try UpgradableChannel.HTTP(
        wrappingChannelSynchronously: context.channel, configuration: .init(isOutboundHalfClosureEnabled: true))
      settle(.http(http))
      context.fireChannelRead(data)
      pipeline.removeHandler(self, promise: nil)
    } catch {
      context.close(promise: nil)
    }
  }

  func refuse(_ refusal: Refusal, path: String? = nil) {
    guard let context else { return }
    state = .refused
    settle(.other)
    if let path {
      setting.observe(.refused(path: path, status: refusal.status))
      logger.debug("websocket refused", metadata: ["status": .stringConvertible(refusal.status)])
    }
    // From here on bytes come undecoded and are thrown away: nothing gathers in a decoder that waits for an upgrade.
    context.pipeline.syncOperations.removeHandler(decoder, promise: nil)
    // The client's end is ours; a channel that is closed already has no options.
    try? context.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
    context.write(Self.wrapOutboundOut(.head(refusal.head)), promise: nil)
    if !refusal.body.isEmpty {
      context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: refusal.body)))), promise: nil)
    }
    let sent = context.eventLoop.makePromise(of: Void.self)
    // Hanging up at once would reset the connection under a client that is still sending, and lose the reply.
    sent.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: sent)
    schedule(after: setting.http.lingerTimeout) { gate in gate.context?.close(promise: nil) }
  }

  func open(
    _ route: WebSocketRoute, _ fields: HTTPHeaders, subprotocol: String?,
    makeHandler: @escaping @Sendable (any EventLoop) -> any WebSocketHandler
  ) {
    guard let context else { return }
    state = .open
    timer?.cancel()
    settle(.other)
    let (path, observe, logger) = (route.path, setting.observe, logger)
    let socketSetting = WebSocketSetting(
      subprotocol: subprotocol, makeHandler: makeHandler,
      opened: {
        logger.debug("websocket opened", metadata: ["path": .string(path)])
        observe(.opened(path: path))
      },
      closed: { closure in
        logger.debug(
          "websocket closed", metadata: ["path": .string(path), "code": .stringConvertible(closure.code.number)])
        observe(.closed(path: path, closure))
      })
    let pipeline = context.pipeline.syncOperations
    let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: fields)
    context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
    pipeline.removeHandler(encoder, promise: nil)
    do {
      try WebSocketConnection.open(on: context.channel, as: .server, limits: route.limits, setting: socketSetting)
    } catch {
      context.close(promise: nil)
      return
    }
    // Frames that came right behind the request are handed on as the decoder leaves, through this gate.
    pipeline.removeHandler(decoder).assumeIsolated().whenComplete { [self] _ in
      guard self.context != nil else { return }
      context.fireChannelReadComplete()
      pipeline.removeHandler(self, promise: nil)
    }
  }
}
