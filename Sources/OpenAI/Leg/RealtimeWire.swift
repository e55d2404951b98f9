package import NIOCore
package import WebSockets

/// What a realtime session needs of its socket.
package protocol RealtimeWire: AnyObject {
  var isWritable: Bool { get }
  /// How long a message is on its way and back; `nil` while that isn't known.
  var roundTrip: TimeAmount? { get }
  func send(text: ByteBuffer)
  func send(text: TextPieces)
  func close(_ code: CloseCode, reason: String)
}

extension WebSocket: RealtimeWire {}
