internal import NIOCore
internal import WebSockets

/// One session on its socket: hands messages to the session, does what it says, keeps its one timer.
final class RealtimeLink: WebSocketHandler {
  /// Appends between two publications of the report, when nobody waits for it.
  private static let appendsPerPublication = 50

  private var session: RealtimeSession
  private let directory: SessionDirectory
  private let loop: any EventLoop
  private let origin = NIODeadline.now()
  private var socket: WebSocket?
  private var timer: Scheduled<Void>?
  private var timerDue: Duration?
  private var quietAppends = 0
  private var actions: [RealtimeSession.Action] = []
  private var hasClosed = false
  /// Breaks the connection off inside a frame.
  var cut: () -> Void = {}

  init(_ session: RealtimeSession, directory: SessionDirectory, on loop: any EventLoop) {
    self.session = session
    self.directory = directory
    self.loop = loop
  }

  private var now: Duration { .nanoseconds((NIODeadline.now() - origin).nanoseconds) }

  func opened(_ socket: WebSocket) {
    self.socket = socket
    session.opened(at: now)
    directory.opened(session.snapshot)
    act()
  }

  func received(text: ByteBuffer) {
    let before = session.controlCount
    session.received(text, at: now)
    quietAppends += 1
    let isQuiet = session.controlCount == before && quietAppends < Self.appendsPerPublication && !directory.hasWaiters
    act()
    guard !isQuiet else { return }
    quietAppends = 0
    directory.publish(session.snapshot)
  }

  func received(binary: ByteBuffer) {
    session.receivedBinary(at: now)
    act()
    directory.publish(session.snapshot)
  }

  func writabilityChanged(isWritable: Bool) {}

  func closed(_ closure: WebSocketClosure) {
    timer?.cancel()
    timer = nil
    let side: RealtimeSessionReport.Closing.Side = hasClosed || closure.began == .local ? .server : .client
    session.closed(.init(code: closure.code.number, side: side))
    directory.closed(session.snapshot)
    socket = nil
    cut = {}
  }

  private func act() {
    let deadline = session.takeActions(into: &actions)
    for action in actions {
      switch action {
      case .send(let text): socket?.send(text: text)
      case .sendBinary(let bytes): socket?.send(binary: bytes)
      case .close(let code):
        hasClosed = true
        socket?.close(CloseCode(code), reason: "")
      case .drop:
        hasClosed = true
        cut()
      }
    }
    actions.removeAll(keepingCapacity: true)
    // What was to be done may have ended the session.
    if let deadline, socket != nil { schedule(deadline) }
  }

  /// The one timer, moved when something is due earlier; one that fires too early does nothing.
  private func schedule(_ due: Duration) {
    if let timerDue, timerDue <= due { return }
    timer?.cancel()
    timerDue = due
    timer = loop.assumeIsolated().scheduleTask(deadline: origin + TimeAmount(due)) { [weak self] in
      self?.fire()
    }
  }

  private func fire() {
    timerDue = nil
    session.due(at: now)
    act()
    directory.publish(session.snapshot)
  }
}
