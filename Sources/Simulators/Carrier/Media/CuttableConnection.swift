internal import NIOCore
internal import NIOPosix
internal import WebSockets

/// A WebSocket in the clear whose connection can be dropped in the middle of a frame. The ordinary client doesn't let
/// anyone reach below its frames, so scripts that cut the socket connect through this.
enum CuttableConnection {
  struct Refused: Error { let status: Int }

  /// - Parameter url: a `ws:` URL.
  static func connect(
    to url: String, headers: [(String, String)], on loop: any EventLoop, limits: WebSocketLimits,
    makeLink: @escaping @Sendable () -> MediaLink
  ) async throws {
    let host = CarrierURL.host(of: url)
    let authority = url.dropFirst("ws://".count).prefix { $0 != "/" }
    let port = authority.split(separator: ":").last.flatMap { Int($0) } ?? 80
    let fields = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
    let request =
      "GET \(CarrierURL.path(of: url)) HTTP/1.1\r\nHost: \(authority)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(fields)\r\n"
    let opened = loop.makePromise(of: Void.self)
    let timeout = loop.scheduleTask(in: TimeAmount(limits.handshakeTimeout)) {
      opened.fail(ChannelError.connectTimeout(TimeAmount(limits.handshakeTimeout)))
    }
    defer { timeout.cancel() }
    let channel: any Channel
    do {
      channel = try await ClientBootstrap(group: loop)
        .connectTimeout(TimeAmount(limits.handshakeTimeout))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              CuttableGate(request: request, limits: limits, opened: opened, makeLink: makeLink))
          }
        }.connect(host: host, port: port).get()
    } catch {
      opened.fail(error)
      throw error
    }
    do {
      try await opened.futureResult.get()
    } catch {
      channel.close(promise: nil)
      throw error
    }
  }
}

/// Sends the handshake, waits for its answer, then lets everything through.
private final class CuttableGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  static let maximumReplyBytes = 16 << 10

  private let request: String
  private let limits: WebSocketLimits
  private let opened: EventLoopPromise<Void>
  private let makeLink: @Sendable () -> MediaLink
  private var reply = ByteBuffer()
  private var isOpen = false
  private var context: ChannelHandlerContext?

  init(
    request: String, limits: WebSocketLimits, opened: EventLoopPromise<Void>,
    makeLink: @escaping @Sendable () -> MediaLink
  ) {
    self.request = request
    self.limits = limits
    self.opened = opened
    self.makeLink = makeLink
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(NIOAny(ByteBuffer(string: request)), promise: nil)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    opened.fail(ChannelError.eof)
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOpen else { return context.fireChannelRead(data) }
    var bytes = Self.unwrapInboundIn(data)
    reply.writeBuffer(&bytes)
    guard let end = reply.readableBytesView.firstRange(of: Array("\r\n\r\n".utf8)) else {
      if reply.readableBytes > Self.maximumReplyBytes { opened.fail(ByteToMessageDecoderError.PayloadTooLargeError()) }
      return
    }
    let head = String(buffer: reply)
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    guard status == 101 else { return opened.fail(CuttableConnection.Refused(status: status)) }
    reply.moveReaderIndex(to: end.upperBound)
    isOpen = true
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    do {
      try WebSocketConnection.open(on: context.channel, as: .client, limits: limits) { [makeLink] _ in
        let link = makeLink()
        link.cut = { bound.value.cut() }
        return link
      }
    } catch {
      return opened.fail(error)
    }
    opened.succeed()
    if reply.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(reply)) }
  }

  /// The header of a masked text frame of 300 bytes, 100 of them, and nothing more.
  private func cut() {
    guard let context else { return }
    var piece = ByteBuffer(bytes: [0x81, 0xFE, 0x01, 0x2C, 1, 2, 3, 4])
    piece.writeRepeatingByte(0x7B, count: 100)
    // Later, behind what was sent before in this turn of the loop; and closing tells the link, which is the one that is calling.
    context.eventLoop.assumeIsolated().execute {
      context.writeAndFlush(NIOAny(piece), promise: nil)
      context.close(promise: nil)
    }
  }
}
