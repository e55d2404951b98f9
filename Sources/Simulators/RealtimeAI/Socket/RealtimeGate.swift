internal import Crypto
internal import NIOCore
internal import WebSockets

/// The server's side of the opening handshake, by hand: a simulator must be able to refuse, to say nothing, and to break
/// off inside a frame. Source: RFC 6455, section 4.2.
final class RealtimeGate: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// The most that a request's head may have.
  static let maximumHeadBytes = 16 << 10
  /// How long a request may take, and how long an unanswered client is kept.
  static let patience = TimeAmount.seconds(60)
  /// Appends may be large; the service pings nobody.
  private static let limits = WebSocketLimits(
    maximumMessageBytes: 16 << 20, pingInterval: nil, maximumPendingOutboundBytes: 64 << 20)

  private let door: SessionDoor
  private var head = ByteBuffer()
  private var isOpen = false
  private var isAnswered = false
  private var timer: Scheduled<Void>?
  private var context: ChannelHandlerContext?

  init(_ door: SessionDoor) { self.door = door }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { context.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    self.context = nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOpen else { return context.fireChannelRead(data) }
    guard !isAnswered else { return }
    var bytes = Self.unwrapInboundIn(data)
    head.writeBuffer(&bytes)
    guard let end = head.readableBytesView.firstRange(of: Array("\r\n\r\n".utf8)) else {
      if head.readableBytes > Self.maximumHeadBytes { refuse(431) }
      return
    }
    isAnswered = true
    let text = head.readSlice(length: end.upperBound - head.readerIndex).map { String(buffer: $0) } ?? ""
    guard let request = RealtimeRequest(text) else { return refuse(400) }
    switch door.decide(request) {
    case .silent: break
    case .refuse(let status): refuse(status)
    case .open(let session): open(request, session, context)
    }
  }

  private func open(_ request: RealtimeRequest, _ session: RealtimeSession, _ context: ChannelHandlerContext) {
    isOpen = true
    timer?.cancel()
    let digest = Insecure.SHA1.hash(data: Array((request.key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
    let accept = String(decoding: Base64Text.encode(Array(digest)), as: UTF8.self)
    let reply =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      + "Sec-WebSocket-Accept: \(accept)\r\n\r\n"
    context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: reply)), promise: nil)
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    do {
      try WebSocketConnection.open(on: context.channel, as: .server, limits: Self.limits) {
        [directory = door.directory] loop in
        let link = RealtimeLink(session, directory: directory, on: loop)
        link.cut = { bound.value.cut() }
        return link
      }
    } catch {
      return context.close(promise: nil)
    }
    if head.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(head)) }
    head = ByteBuffer()
  }

  private func refuse(_ status: Int) {
    isAnswered = true
    guard let context else { return }
    let body = #"{"error":{"type":"invalid_request_error","code":"\#(status)","message":"Refused.","param":null}}"#
    let reply =
      "HTTP/1.1 \(status) Refused\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
      + (status == 429 ? "Retry-After: 1\r\n" : "") + "Connection: close\r\n\r\n\(body)"
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: reply)), promise: sent)
  }

  /// The header of a text frame of 300 bytes, 100 of them, and nothing more; behind what was sent before.
  private func cut() {
    context?.eventLoop.assumeIsolated().execute { [self] in
      guard let context else { return }
      var piece = ByteBuffer(bytes: [0x81, 0x7E, 0x01, 0x2C])
      piece.writeRepeatingByte(0x7B, count: 100)
      context.writeAndFlush(Self.wrapOutboundOut(piece), promise: nil)
      context.close(promise: nil)
    }
  }
}
