internal import NIOCore

/// Everything that ends a connection, and the one timer that may.
extension WebSocketConnection {
  /// Does what the closing handshake says.
  func perform(_ action: CloseHandshake.Action) {
    switch action {
    case .nothing: break
    case .sendAndWait(let payload): sendClose(payload)
    case .sendAndHangUp(let payload): sendClose(payload) { $0.close(promise: nil) }
    case .sendAndStopSending(let payload): sendClose(payload) { $0.close(mode: .output, promise: nil) }
    case .hangUp: hangUp()
    }
  }

  /// The next ping, as long as pings are wanted and nobody began to close.
  func schedulePing() {
    guard let interval = limits.pingInterval else { return }
    schedule(after: interval) { connection in
      guard connection.handshake.isOpen else { return }
      switch connection.liveness.tick() {
      case .ping:
        if connection.pingedAt == nil { connection.pingedAt = connection.context?.eventLoop.now }
        connection.write(.ping, ByteBuffer())
        if connection.handshake.isOpen { connection.schedulePing() }
      case .dead:
        connection.perform(connection.handshake.abandon(.peerUnresponsive))
      }
    }
  }

  /// The server is shutting down: the handler decides how long it needs, within the drain timeout.
  func drain() {
    guard let handler, let socket, let context, handshake.isOpen, drainTimer == nil else { return }
    drainTimer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.drainTimeout)) { [self] in
      close(.goingAway, reason: "server is shutting down")
    }
    handler.draining(socket)
  }

  /// Sends the close frame behind all that was sent before; once it is out, `then` follows. The close timeout bounds
  /// the peer's answer as well as a peer that does not even read the frame.
  private func sendClose(_ payload: ClosePayload, then: ((ChannelHandlerContext) -> Void)? = nil) {
    guard let context else { return }
    schedule(after: limits.closeTimeout) { connection in
      connection.perform(connection.handshake.timedOut())
    }
    guard let then else {
      write(.close, payload.bytes)
      return
    }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in then(context) }
    write(.close, payload.bytes, promise: sent)
  }

  /// Hangs up after the caller has returned: closing tells the handler, which may be the one that is calling.
  private func hangUp() {
    guard let context else { return }
    context.eventLoop.assumeIsolated().execute { context.close(promise: nil) }
  }

  /// The timer holds the connection, until `finish` at the latest: what is referred to weakly is slower to refer to for everybody.
  private func schedule(after delay: Duration, _ body: @escaping (WebSocketConnection) -> Void) {
    timer?.cancel()
    timer = context?.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [self] in
      body(self)
    }
  }
}
