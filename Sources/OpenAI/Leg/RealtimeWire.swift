package import NIOCore
package import WebSockets

/// What a realtime session needs of its socket.
package protocol RealtimeWire: AnyObject {
  var isWritable: Bool { get }
  func send(text: ByteBuffer)
  func send(text: TextPieces)
  func close(_ code: CloseCode, reason: String)
}

extension WebSocket: RealtimeWire {}
