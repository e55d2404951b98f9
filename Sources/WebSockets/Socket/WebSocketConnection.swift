package import NIOCore

/// The channel handler behind one `WebSocket`: hands bytes to the machines in `Protocol/` and does what they say.
///
/// Confined to its event loop, like its context. Whatever could call the `WebSocketHandler` from inside one of the
/// socket's own methods (flushing, hanging up) waits for the end of the read or of the loop's turn instead.
package final class WebSocketConnection: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer
  package typealias OutboundOut = ByteBuffer

  /// So much waits here at most; more goes to the channel at once, which knows its water marks.
  static let maximumOutboxBytes = 16 << 10

  let limits: WebSocketLimits
  var handshake: CloseHandshake
  var liveness: Liveness
  /// `nil` before the handler is in the pipeline and after the connection is gone.
  private(set) var context: ChannelHandlerContext?
  private(set) var socket: WebSocket?
  private(set) var handler: (any WebSocketHandler)?
  /// The next ping; replaced by the close timeout once either side begins to close.
  var timer: Scheduled<Void>?
  var drainTimer: Scheduled<Void>?

  private let setting: WebSocketSetting
  private let outboxBytes: Int
  private var reader: FrameReader
  private var writer: FrameWriter
  private var isReading = false
  private var isWriting = false
  private var isFlushDue = false
  private var toldWritable = true
  /// As the channel said last; it is asked only when it says that this has changed.
  private var isChannelWritable = true
  /// When the ping was written that no pong has answered yet; one alone, so that the answer is clear.
  var pingedAt: NIODeadline?
  /// How long the last ping was on its way there and back; `nil` before the first pong.
  private(set) var roundTrip: TimeAmount?
  private var flushLater: (@Sendable () -> Void)?

  init(role: ConnectionRole, limits: WebSocketLimits, setting: WebSocketSetting) {
    self.limits = limits
    self.setting = setting
    outboxBytes = max(min(Self.maximumOutboxBytes, limits.highWaterMarkBytes / 2), 1)
    let largest = max(min(limits.maximumFrameBytes, limits.maximumMessageBytes), WebSocketLimits.controlFrameBytes)
    reader = FrameReader(
      role: role, maximumMessageBytes: limits.maximumMessageBytes, maximumFrameBytes: largest)
    writer = FrameWriter(role: role)
    handshake = CloseHandshake(role: role)
    liveness = Liveness(missedPongsBeforeDead: limits.missedPongsBeforeDead)
  }

  // MARK: What the application asks for

  var isWritable: Bool { isChannelWritable && context != nil && handshake.isOpen }

  func send(
    _ opcode: FrameOpcode, _ first: ByteBuffer, _ second: ByteBuffer = ByteBuffer(), _ third: ByteBuffer = ByteBuffer()
  ) {
    guard handshake.isOpen else { return }
    write(opcode, first, second, third)
  }

  func close(_ code: CloseCode, reason: String) {
    perform(handshake.begin(code, reason: reason))
  }

  // MARK: What the channel tells

  package func handlerAdded(context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    self.context = context
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    flushLater = { bound.value.flushNow() }
    let high = max(limits.highWaterMarkBytes, 1)
    // A channel that knows no water marks keeps its own.
    try? context.channel.syncOptions?.setOption(
      .writeBufferWaterMark, value: .init(low: max(high / 2, 1), high: high))
    isChannelWritable = context.channel.isWritable
    let socket = WebSocket(bound, subprotocol: setting.subprotocol)
    let handler = setting.makeHandler(context.eventLoop)
    self.socket = socket
    self.handler = handler
    schedulePing()
    setting.opened()
    handler.opened(socket)
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isReading = true
    reader.take(Self.unwrapInboundIn(data))
    while let handler, let meaning = reader.next() {
      switch meaning {
      case .nothing: break
      case .message(.text, let bytes): if handshake.isOpen { handler.received(text: bytes) }
      case .message(.binary, let bytes): if handshake.isOpen { handler.received(binary: bytes) }
      case .ping(let bytes): if handshake.answersPings { write(.pong, bytes) }
      case .pong: ponged()
      case .close(let bytes): perform(handshake.receive(bytes))
      case .failed(let failure): perform(handshake.fail(failure))
      }
    }
  }

  package func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    flushNow()
    context.fireChannelReadComplete()
  }

  package func channelWritabilityChanged(context: ChannelHandlerContext) {
    isChannelWritable = context.channel.isWritable
    if !isWriting { tellWritability() }
    context.fireChannelWritabilityChanged()
  }

  package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      // The peer will say no more, not even a close frame; left half-open the connection would never end.
      flushNow()
      context.close(promise: nil)
    case is ChannelShouldQuiesceEvent:
      drain()
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  package func channelInactive(context: ChannelHandlerContext) {
    finish()
    context.fireChannelInactive()
  }

  package func handlerRemoved(context: ChannelHandlerContext) {
    finish()
  }

  // MARK: Writing

  /// One frame of these pieces, flushed later. Cuts the peer off when too much is waiting for it already.
  func write(
    _ opcode: FrameOpcode, _ first: ByteBuffer, _ second: ByteBuffer = ByteBuffer(), _ third: ByteBuffer = ByteBuffer(),
    promise: EventLoopPromise<Void>? = nil
  ) {
    guard let context else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    if !isChannelWritable,
      pendingBytes(of: context.channel) + writer.outbox.readableBytes + first.readableBytes + second.readableBytes
        + third.readableBytes > limits.maximumPendingOutboundBytes
    {
      promise?.fail(WebSocketFailure.peerNotReading)
      perform(handshake.abandon(.peerNotReading))
      return
    }
    writer.add(opcode, first, second, third)
    if promise != nil || writer.outbox.readableBytes >= outboxBytes { handOver(context, promise) }
    if !isFlushDue {
      isFlushDue = true
      if !isReading, let flushLater { context.eventLoop.execute(flushLater) }
    }
  }

  /// Gives the channel what was written so far.
  private func handOver(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    isWriting = true
    context.write(Self.wrapOutboundOut(writer.outbox), promise: promise)
    isWriting = false
    writer.begin()
  }

  private func flushNow() {
    guard isFlushDue, let context else { return }
    isFlushDue = false
    if writer.outbox.readableBytes > 0 {
      context.writeAndFlush(Self.wrapOutboundOut(writer.outbox), promise: nil)
      writer.begin()
    } else {
      context.flush()
    }
    tellWritability()
  }

  private func ponged() {
    liveness.pong()
    guard let pinged = pingedAt, let context else { return }
    pingedAt = nil
    roundTrip = context.eventLoop.now - pinged
  }

  private func tellWritability() {
    guard isChannelWritable != toldWritable, let handler, handshake.isOpen else { return }
    toldWritable = isChannelWritable
    handler.writabilityChanged(isWritable: isChannelWritable)
  }

  private func pendingBytes(of channel: any Channel) -> Int {
    // A channel that cannot tell is not bounded here; every socket channel can.
    (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }

  private func finish() {
    guard let handler else { return }
    let closure = handshake.end()
    timer?.cancel()
    drainTimer?.cancel()
    // The handler holds the socket, which holds us: letting go here is what frees all three.
    self.handler = nil
    socket = nil
    context = nil
    flushLater = nil
    setting.closed(closure)
    handler.closed(closure)
  }
}
