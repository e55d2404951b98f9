package import NIOCore
internal import SocketDoors
internal import VoiceCore
internal import Web
package import WebSockets

/// What a real-time socket needs of its WebSocket.
package protocol RealtimeWire: AnyObject {
  var isWritable: Bool { get }
  func send(text: ByteBuffer)
  func close(_ code: CloseCode, reason: String)
}

extension WebSocket: RealtimeWire {}

/// One client's socket: tells what waits for it as fast as it reads, and carries out its commands. Confined to its event loop.
package final class RealtimeSocket: WebSocketHandler {
  /// How many messages may come within `messageSeconds`; the next one closes the socket.
  static let maximumMessages = 20
  static let messageSeconds: Int64 = 10
  /// How often it is asked whether the client would still be let in.
  static let checkPause: TimeAmount = .seconds(30)
  /// How many messages are taken at once.
  private static let batch = 32

  private let admitted: SocketAdmission.Admitted
  private let wish: JoinEvents.Wish
  private let door: RealtimeDoor
  private let eventLoop: any EventLoop
  private var wire: (any RealtimeWire)?
  private var seat: EventHub.Seat?
  private var nextCheck: Scheduled<Void>?
  private var messageTimes: CircularBuffer<NIODeadline> = []

  init(
    _ admitted: SocketAdmission.Admitted, _ wish: JoinEvents.Wish, at door: RealtimeDoor, on eventLoop: any EventLoop
  ) {
    self.admitted = admitted
    self.wish = wish
    self.door = door
    self.eventLoop = eventLoop
  }

  // MARK: From the socket

  package func opened(_ socket: WebSocket) { opened(on: socket) }

  /// The socket is open.
  package func opened(on wire: any RealtimeWire) {
    self.wire = wire
    scheduleCheck()
    let this = NIOLoopBound(self, eventLoop: eventLoop)
    let (loop, hub, wish, admitted) = (eventLoop, door.hub, wish, admitted)
    Task {
      do throws(EventHub.Refusal) {
        let seat = try await hub.enter(wish, by: admitted.bearer, of: admitted.tenant) {
          loop.execute { this.value.tell() }
        }
        loop.execute { this.value.entered(seat) }
      } catch {
        loop.execute { this.value.close(RealtimeFault(error)) }
      }
    }
  }

  package func received(text: ByteBuffer) {
    let now = eventLoop.now
    while let first = messageTimes.first, now - first >= .seconds(Self.messageSeconds) { messageTimes.removeFirst() }
    guard messageTimes.count < Self.maximumMessages else { return close(.tooManyMessages) }
    messageTimes.append(now)
    do throws(RealtimeCommand.Fault) {
      switch try RealtimeCommand.read(Array(text.readableBytesView)) {
      case .subscribe(let topics, let ref): subscribe(to: topics, ref)
      case .act(let act, let ref): carryOut(act, ref)
      }
    } catch {
      send(RealtimeMessage.error(error.code, error.detail, to: error.ref))
    }
  }

  package func received(binary: ByteBuffer) {
    send(RealtimeMessage.error("malformed", "Messages are text."))
  }

  package func writabilityChanged(isWritable: Bool) { if isWritable { tell() } }

  package func closed(_ closure: WebSocketClosure) { end() }

  // MARK: What is told

  private func entered(_ seat: EventHub.Seat) {
    // Gone meanwhile.
    guard wire != nil else { return seat.leave() }
    self.seat = seat
    tell()
  }

  private func tell() {
    guard let seat else { return }
    while let wire, wire.isWritable {
      guard let (messages, isCutOff) = seat.take(Self.batch) else { return close(.comeAgain) }
      for message in messages { wire.send(text: ByteBuffer(string: RealtimeMessage.text(message))) }
      if isCutOff { return close(.tooSlow) }
      guard messages.count == Self.batch else { return }
    }
  }

  private func send(_ text: String) { wire?.send(text: ByteBuffer(string: text)) }

  private func close(_ fault: RealtimeFault) {
    guard let wire else { return }
    send(RealtimeMessage.error(fault.name, fault.remedy))
    wire.close(fault.closeCode, reason: fault.name)
    end()
  }

  private func end() {
    wire = nil
    nextCheck?.cancel()
    nextCheck = nil
    seat?.leave()
    seat = nil
  }

  // MARK: What is wanted

  private func subscribe(to topics: EventTopics, _ ref: String?) {
    guard let seat else {
      return send(
        RealtimeMessage.error("too_early", "Wait for the first message, or name topics in the query.", to: ref))
    }
    seat.subscribe(to: topics)
    send(RealtimeMessage.reply(.noContent, to: ref))
  }

  private func carryOut(_ act: RealtimeCommand.Act, _ ref: String?) {
    let this = NIOLoopBound(self, eventLoop: eventLoop)
    let (loop, door, admitted) = (eventLoop, door, admitted)
    Task {
      let reply = RealtimeMessage.reply(await door.answer(act, by: admitted), to: ref)
      loop.execute { this.value.send(reply) }
    }
  }

  /// Tokens expire and keys are revoked while sockets stay.
  private func scheduleCheck() {
    let this = NIOLoopBound(self, eventLoop: eventLoop)
    let (loop, door, admitted) = (eventLoop, door, admitted)
    nextCheck = eventLoop.scheduleTask(in: Self.checkPause) {
      Task {
        let isGood = await door.admission.isStillGood(admitted)
        loop.execute { this.value.checked(isGood) }
      }
    }
  }

  private func checked(_ isGood: Bool) {
    guard wire != nil else { return }
    if isGood { scheduleCheck() } else { close(.signedOut) }
  }
}
