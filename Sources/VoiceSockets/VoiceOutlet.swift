internal import NIOCore

/// A session's way to the socket that carries it, on whatever event loop that lives.
struct VoiceOutlet: Sendable {
  /// Tells sockets apart.
  let number: Int
  let format: VoiceFormat
  private let socket: NIOLoopBound<VoiceSocket>

  init(_ number: Int, _ format: VoiceFormat, _ socket: NIOLoopBound<VoiceSocket>) {
    self.number = number
    self.format = format
    self.socket = socket
  }

  func hear(_ muLaw: ByteBuffer) { onLoop { $0.hear(muLaw) } }
  func clear() { onLoop { $0.clear() } }
  func tell(_ message: String) { onLoop { $0.tell(message) } }
  func close(_ fault: VoiceFault) { onLoop { $0.close(fault) } }

  private func onLoop(_ body: @escaping @Sendable (VoiceSocket) -> Void) {
    socket.eventLoop.execute { [socket] in body(socket.value) }
  }
}
