package import NIOCore
package import Simulators
package import WebSockets

/// One call's media stream as the carrier has it: a frame each turn, marks back when played, an end. Confined to its
/// event loop.
package final class LoadCall: WebSocketHandler, TurnTaker {
  /// Makes the caller once the call knows its first turn.
  package typealias MakeCaller = (_ firstTurn: Int, _ schedule: FrameSchedule) -> any LoadCaller

  private let number: Int
  private let frames: StreamFrames
  private let shape: ServerMessageShape
  private let wheel: CallWheel
  private let record: CallsRecord
  private let makeCaller: MakeCaller
  private let ended: EventLoopPromise<Void>
  private var caller: (any LoadCaller)?
  private var socket: WebSocket?
  private var player = VirtualPlayer()
  private var sequence = 1
  private var firstTurn = 0
  private var sent = 0
  private var isEnding = false
  private var isSettled = false

  /// - Parameter ended: kept when the socket is closed.
  package init(
    _ number: Int, identity: StreamIdentity, wheel: CallWheel, record: CallsRecord, ended: EventLoopPromise<Void>,
    makeCaller: @escaping MakeCaller
  ) {
    self.number = number
    self.wheel = wheel
    self.record = record
    self.ended = ended
    self.makeCaller = makeCaller
    frames = StreamFrames(identity)
    shape = ServerMessageShape(streamSid: identity.streamSid)
  }

  package func opened(_ socket: WebSocket) {
    self.socket = socket
    record.callsUp += 1
    socket.send(text: StreamFrames.connected)
    socket.send(text: frames.start(sequence: sequence))
    firstTurn = wheel.add(self, call: number)
    caller = makeCaller(firstTurn, wheel.schedule)
  }

  package func takeTurn(_ turn: Int, due: NIODeadline) {
    guard let socket, let caller, !isEnding else { return }
    let now = socket.eventLoop.now
    sequence += 1
    sent += 1
    socket.send(text: caller.message(turn: turn, sequence: sequence, due: due, at: now))
    record.sent(due: due, at: now)
    if sent > wheel.schedule.nominal(slot: wheel.schedule.slot(of: number), firstTurn: firstTurn, at: now) {
      record.wentAboveNominal()
    }
    // Marks come back with the next turn after they were played: no timer of their own.
    for name in player.takeDueMarks(at: Self.time(now)) { echo(mark: name) }
  }

  package func received(text: ByteBuffer) {
    guard let socket, let caller, !isEnding else { return }
    let now = socket.eventLoop.now
    shape.read(text) { content in
      switch content {
      case .audio(let letters):
        _ = player.play(byteCount: letters.count / 4 * 3 - Self.padding(of: letters), at: Self.time(now))
        caller.heard(letters, at: now)
      case .mark(let name): player.mark(name, at: Self.time(now))
      case .clear:
        record.cleared()
        for name in player.clear(at: Self.time(now)).marks { echo(mark: name) }
        caller.cleared(at: now)
      case .refused: record.refused()
      }
    }
  }

  package func received(binary: ByteBuffer) { record.refused() }
  package func writabilityChanged(isWritable: Bool) {}

  package func closed(_ closure: WebSocketClosure) {
    if let socket { settle(at: socket.eventLoop.now) }
    record.callsUp -= 1
    if !isEnding { record.callsDropped += 1 }
    wheel.remove(self, call: number)
    socket = nil
    caller = nil
    ended.succeed()
  }

  /// Tells, once, what should have happened by now.
  package func settle(at now: NIODeadline) {
    guard let caller, !isSettled else { return }
    isSettled = true
    caller.settle(at: now)
    record.wasUp(
      until: now, slot: wheel.schedule.slot(of: number), firstTurn: firstTurn, schedule: wheel.schedule)
  }

  /// The caller hangs up: says `stop` and closes.
  package func hangUp() {
    guard let socket, !isEnding else { return }
    isEnding = true
    sequence += 1
    socket.send(text: frames.stop(sequence: sequence))
    socket.close(.normal, reason: "")
  }

  private func echo(mark name: String) {
    sequence += 1
    socket?.send(text: frames.mark(sequence: sequence, name: name))
  }

  private static func padding(of letters: UnsafeRawBufferPointer) -> Int { letters.suffix(2).count { $0 == 0x3D } }

  private static func time(_ moment: NIODeadline) -> Duration { .nanoseconds(Int64(moment.uptimeNanoseconds)) }
}
