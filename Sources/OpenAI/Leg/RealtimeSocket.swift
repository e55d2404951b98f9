internal import NIOCore
internal import WebSockets

/// One socket of a leg, which may need a second one: what a socket says after it was replaced reaches nobody.
final class RealtimeSocket: WebSocketHandler {
  /// Strong until the socket closes or the leg lets go: while the session is set up nobody else holds the leg.
  private var leg: RealtimeLeg?

  init(of leg: RealtimeLeg) { self.leg = leg }

  func opened(_ socket: WebSocket) {
    guard let leg, leg.opened(on: socket, by: self) else {
      self.leg = nil
      socket.close(.goingAway, reason: "")
      return
    }
  }

  func received(text: ByteBuffer) { leg?.received(text: text) }

  func received(binary: ByteBuffer) { leg?.receivedBinary() }

  func writabilityChanged(isWritable: Bool) {}

  func closed(_ closure: WebSocketClosure) {
    let leg = leg
    self.leg = nil
    leg?.closed()
  }

  func letGo() { leg = nil }
}
