package import NIOCore
package import WebSockets

/// What a media stream needs of its socket.
package protocol TextWire: AnyObject {
  var isWritable: Bool { get }
  func send(text: ByteBuffer)
  func send(text: TextPieces)
  func close(_ code: CloseCode, reason: String)
}

extension WebSocket: TextWire {}
