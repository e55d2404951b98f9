public import NIOCore

/// One text message in up to three pieces, each of them UTF-8. What stays the same from message to message and what changes
/// are joined where they are written to the wire, and nowhere before.
public struct TextPieces: Equatable, Sendable {
  /// What comes first.
  public let head: ByteBuffer
  /// What comes in the middle.
  public let body: ByteBuffer
  /// What comes last.
  public let end: ByteBuffer

  /// A message of these pieces, in this order.
  public init(_ head: ByteBuffer, _ body: ByteBuffer = ByteBuffer(), _ end: ByteBuffer = ByteBuffer()) {
    self.head = head
    self.body = body
    self.end = end
  }

  /// The message as one buffer.
  public var joined: ByteBuffer {
    var message = ByteBuffer()
    message.reserveCapacity(head.readableBytes + body.readableBytes + end.readableBytes)
    message.writeImmutableBuffer(head)
    message.writeImmutableBuffer(body)
    message.writeImmutableBuffer(end)
    return message
  }
}
