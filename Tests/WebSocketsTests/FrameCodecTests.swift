import NIOCore
import NIOEmbedded
import PropertyExpectations
import PropertyTesting
import Testing
import WebSockets

/// The codec against the plain one of these tests (`Frame`), byte by byte, with which it shares nothing.
@Suite("Frames on the wire")
struct FrameCodecTests {
  /// Some messages, and where the bytes of their frames are cut on the way.
  struct Delivery: Sendable {
    let messages: [[UInt8]]
    let cuts: [Int]
  }

  /// Lengths around those at which the header changes its form.
  private static let message: Gen<[UInt8]> = .oneOf([
    .bytes(0...20), .bytes(124...128),
    Gen<Int>.element(of: [160, 65_534, 65_535, 65_536, 65_537]).map { length in
      (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    },
  ])

  private static let delivery: Gen<Delivery> = gen { source in
    let messages = try source.draw(.array(of: message, count: 1...4))
    return Delivery(messages: messages, cuts: try source.draw(.array(of: .int(1...70_000), count: 0...6)))
  }

  private static func pieces(of bytes: [UInt8], cut lengths: [Int]) -> [[UInt8]] {
    var (pieces, rest) = ([[UInt8]](), bytes[...])
    for length in lengths {
      pieces.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces + [Array(rest)]
  }

  @Test(arguments: [ConnectionRole.server, .client])
  func `messages arrive as they were sent, however their bytes are cut`(role: ConnectionRole) async {
    await expect("messages arrive as sent", for: Self.delivery) { delivery in
      let frames = delivery.messages.map { Frame(opcode: Frame.Opcode.binary, payload: $0, isMasked: role == .server) }
      var reader = FrameReader(role: role, maximumMessageBytes: 1 << 20, maximumFrameBytes: 1 << 20)
      var heard: [[UInt8]] = []
      for piece in Self.pieces(of: frames.flatMap(\.bytes), cut: delivery.cuts) {
        reader.take(ByteBuffer(bytes: piece))
        while let meaning = reader.next() {
          guard case .message(.binary, let bytes) = meaning else { throw Stray() }
          heard.append(Array(bytes.readableBytesView))
        }
      }
      try requireEqual(heard, delivery.messages)
    }
  }

  @Test func `a message that somebody keeps stays as it was`() {
    var reader = FrameReader(role: .server, maximumMessageBytes: 1 << 20, maximumFrameBytes: 1 << 20)
    reader.take(ByteBuffer(bytes: Frame.text("first").bytes + Frame.text("other").bytes))
    let first = reader.next()
    let second = reader.next()
    #expect(first == .message(.text, ByteBuffer(string: "first")))
    #expect(second == .message(.text, ByteBuffer(string: "other")))
    #expect(reader.next() == nil)
  }

  @Test(arguments: [ConnectionRole.server, .client])
  func `what is sent reads as it was meant, in pieces or whole`(role: ConnectionRole) async {
    await expect("what is sent reads as meant", for: .array(of: Self.message, count: 1...4)) { messages in
      let end = try EmbeddedSocket(role)
      for message in messages { end.socket.send(binary: ByteBuffer(bytes: message)) }
      let frames = try end.sent()
      try requireEqual(frames.map(\.payload), messages)
      try require(frames.allSatisfy { $0.isMasked == (role == .client) && $0.isFinal && $0.reservedBits == 0 })
    }
  }

  @Test(arguments: [ConnectionRole.server, .client])
  func `pieces of a text are one message`(role: ConnectionRole) throws {
    let end = try EmbeddedSocket(role)
    for (head, body, tail) in [("a", "b", "c"), ("", "middle", ""), ("{\"payload\":\"", "AAA=", "\"}"), ("", "", "")] {
      let pieces = TextPieces(ByteBuffer(string: head), ByteBuffer(string: body), ByteBuffer(string: tail))
      end.socket.send(text: pieces)
      #expect(try end.sent().map { String(decoding: $0.payload, as: UTF8.self) } == [head + body + tail])
      #expect(String(buffer: pieces.joined) == head + body + tail)
    }
  }

  @Test func `what waits for the end of the turn counts against the water mark`() throws {
    let end = try EmbeddedSocket(limits: WebSocketLimits(highWaterMarkBytes: 1000))
    end.socket.send(binary: ByteBuffer(repeating: 1, count: 400))
    #expect(try end.channel.readOutbound(as: ByteBuffer.self) == nil)
    end.socket.send(binary: ByteBuffer(repeating: 2, count: 400))
    // Above half the mark the channel has it, unflushed, and counts it.
    #expect(try end.sent().map(\.payload.count) == [400, 400])
  }

  private struct Stray: Error {}
}
