package import NIOCore
package import WebSockets

/// The socket of somebody whose call another node has: tells where that is, and closes.
///
/// Let in and then sent on, since browsers follow no redirect of a WebSocket, and show their page nothing of a refused upgrade.
package final class MovedSocket: WebSocketHandler {
  /// The close frame's reason; with code 1013, since it is to be tried again, there.
  package static let reason = "moved"

  private let url: String

  /// - Parameter url: where the same socket is opened at the node that has the call.
  init(to url: String) { self.url = url }

  package func opened(_ socket: WebSocket) { opened(on: socket) }

  /// The socket is open.
  package func opened(on wire: any VoiceWire) {
    wire.send(text: ByteBuffer(string: VoiceMessage.moved(to: url)))
    wire.close(.tryAgainLater, reason: Self.reason)
  }

  package func received(text: ByteBuffer) {}
  package func received(binary: ByteBuffer) {}
  package func writabilityChanged(isWritable: Bool) {}
  package func closed(_ closure: WebSocketClosure) {}
}
