import NIOCore
import Simulators
import WebSockets

/// A short media stream: says that it begins, sends some frames, ends as it was told to. Confined to its event loop.
final class SoakCall: WebSocketHandler {
  /// How the stream ends.
  enum Ending {
    /// It says that it stops, and closes.
    case goodbye
    /// It just closes.
    case cut
    /// The server closes it.
    case refused
  }

  /// How long a server may take to refuse.
  private static let longestRefusal = TimeAmount.seconds(30)
  /// Frames of a call, one each 20 ms.
  static let frames = 3

  private let frames: StreamFrames
  private let ending: Ending
  private let ended: EventLoopPromise<CloseCode>
  private var socket: WebSocket?
  private var sequence = 1

  /// - Parameter ended: kept when the socket is closed, with its code.
  init(_ identity: StreamIdentity, endingBy ending: Ending, ended: EventLoopPromise<CloseCode>) {
    frames = StreamFrames(identity)
    self.ending = ending
    self.ended = ended
  }

  func opened(_ socket: WebSocket) {
    self.socket = socket
    socket.send(text: StreamFrames.connected)
    socket.send(text: frames.start(sequence: sequence))
    next(1)
  }

  private func next(_ chunk: Int) {
    socket?.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(20)) { [self] in
      guard let socket else { return }
      sequence += 1
      guard chunk > Self.frames else {
        socket.send(text: frames.media(sequence: sequence, chunk: chunk))
        return next(chunk + 1)
      }
      switch ending {
      case .goodbye:
        socket.send(text: frames.stop(sequence: sequence))
        socket.close(.normal, reason: "")
      case .cut: socket.close(.normal, reason: "")
      case .refused: closeIfStillOpen()
      }
    }
  }

  private func closeIfStillOpen() {
    socket?.eventLoop.assumeIsolated().scheduleTask(in: Self.longestRefusal) { [weak self] () -> Void in
      self?.socket?.close(.normal, reason: "")
    }
  }

  func received(text: ByteBuffer) {}
  func received(binary: ByteBuffer) {}
  func writabilityChanged(isWritable: Bool) {}

  func closed(_ closure: WebSocketClosure) {
    socket = nil
    ended.succeed(closure.code)
  }
}
