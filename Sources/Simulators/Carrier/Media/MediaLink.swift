internal import NIOCore
internal import WebSockets

/// The socket under a `CarrierStream`: hands it messages and time, does what it says. Confined to its event loop.
final class MediaLink: WebSocketHandler {
  /// Promises that a stream keeps, each exactly once.
  struct Promises: Sendable {
    let ended: EventLoopPromise<StreamEnding>
    /// Whether the caller wants to hang up (and the stream waits), or the stream has ended without that.
    let hangUpWanted: EventLoopPromise<Bool>
  }

  private let clock: CallClock
  private let line: CallLine
  private let promises: Promises
  private var stream: CarrierStream
  private var socket: WebSocket?
  private var timer: Scheduled<Void>?
  private var armedFor: Duration?
  private var wasCut = false
  /// Drops the connection in the middle of a frame, where that can be done.
  var cut: (() -> Void)?

  init(_ stream: CarrierStream, clock: CallClock, line: CallLine, promises: Promises) {
    self.stream = stream
    self.clock = clock
    self.line = line
    self.promises = promises
  }

  func opened(_ socket: WebSocket) {
    self.socket = socket
    perform(stream.opened(at: clock.now))
    line.attach(self)
  }

  func received(text: ByteBuffer) { perform(stream.received(text, at: clock.now)) }
  func received(binary: ByteBuffer) { perform(stream.receivedBinary(at: clock.now)) }
  func writabilityChanged(isWritable: Bool) {}

  func closed(_ closure: WebSocketClosure) {
    timer?.cancel()
    timer = nil
    line.detach()
    let side = wasCut || closure.began == .local ? TimelineEntry.Side.carrier : .server
    promises.ended.succeed(stream.closed(code: closure.code.number, by: side, at: clock.now))
    promises.hangUpWanted.succeed(false)
    socket = nil
    cut = nil
  }

  func interrupt(_ interrupt: LineInterrupt) { perform(stream.interrupt(interrupt, at: clock.now)) }
  func hangUp() { perform(stream.hangUp(at: clock.now)) }

  private func perform(_ actions: [CarrierStream.Action]) {
    guard let socket else { return }
    for action in actions {
      switch action {
      case .send(let text): socket.send(text: text)
      case .sendBinary(let bytes): socket.send(binary: bytes)
      case .close(let code, let reason): socket.close(CloseCode(code), reason: reason)
      case .hangUpWanted: promises.hangUpWanted.succeed(true)
      case .cut:
        wasCut = true
        if let cut { cut() } else { socket.close(.noStatus, reason: "") }
      }
    }
    arm(socket.eventLoop)
  }

  /// One timer for the next thing that comes due, by the absolute time it is due at.
  private func arm(_ loop: any EventLoop) {
    guard let deadline = stream.deadline else { return }
    if let armedFor, armedFor <= deadline { return }
    timer?.cancel()
    armedFor = deadline
    timer = loop.assumeIsolated().scheduleTask(in: TimeAmount(clock.untilReal(deadline))) { [weak self] in
      guard let self else { return }
      armedFor = nil
      perform(stream.advance(to: clock.now))
    }
  }
}
