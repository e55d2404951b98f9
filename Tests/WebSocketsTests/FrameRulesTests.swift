import NIOCore
import NIOEmbedded
import Testing
import WebSockets

@Suite("What a peer may send")
struct FrameRulesTests {
  /// The peer broke a rule: it reads the code, the handler is told once, the connection ends.
  private func expectFailure(
    _ failure: WebSocketFailure, _ code: CloseCode, of end: EmbeddedSocket,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try end.sent().map(\.closeCode) == [code.number], sourceLocation: sourceLocation)
    end.advance(.seconds(5))
    #expect(end.closures.map(\.failure) == [failure], sourceLocation: sourceLocation)
    #expect(end.closures.map(\.code) == [code], sourceLocation: sourceLocation)
    #expect(end.closures.map(\.began) == [.local], sourceLocation: sourceLocation)
    #expect(!end.channel.isActive, sourceLocation: sourceLocation)
  }

  @Test func `a whole text message arrives as sent`() throws {
    let end = try EmbeddedSocket()
    try end.receive(.text("grüß dich"), Frame(opcode: Frame.Opcode.binary, payload: [0, 255]))
    #expect(end.told == [.opened, .text("grüß dich"), .binary([0, 255])])
  }

  @Test func `a frame that arrives byte by byte is one message`() throws {
    let end = try EmbeddedSocket()
    for byte in Frame.text("slow").bytes { try end.receive(bytes: [byte]) }
    #expect(end.told == [.opened, .text("slow")])
  }

  @Test func `a server refuses an unmasked frame`() throws {
    let end = try EmbeddedSocket(.server)
    try end.receive(Frame.text("bare").unmasked)
    try expectFailure(.protocolViolation(.unmaskedFrame), .protocolError, of: end)
  }

  @Test func `a client refuses a masked frame`() throws {
    let end = try EmbeddedSocket(.client)
    try end.receive(.text("masked"))
    try expectFailure(.protocolViolation(.maskedFrame), .protocolError, of: end)
  }

  @Test func `a client masks what it sends and a server does not`() throws {
    for (role, isMasked) in [(ConnectionRole.client, true), (.server, false)] {
      let end = try EmbeddedSocket(role)
      end.socket.send(text: ByteBuffer(string: "hello"))
      end.socket.send(binary: ByteBuffer(bytes: [1, 2]))
      #expect(
        try end.sent() == [
          Frame(opcode: Frame.Opcode.text, payload: Array("hello".utf8), isMasked: isMasked),
          Frame(opcode: Frame.Opcode.binary, payload: [1, 2], isMasked: isMasked),
        ])
    }
  }

  @Test func `fragments join into one message around control frames`() throws {
    let end = try EmbeddedSocket()
    try end.receive(
      .text("one ", isFinal: false), Frame(opcode: Frame.Opcode.ping, payload: [7]),
      .continuation(Array("two ".utf8), isFinal: false), Frame(opcode: Frame.Opcode.pong),
      .continuation([], isFinal: false), .continuation(Array("three".utf8), isFinal: true))
    #expect(end.told == [.opened, .text("one two three")])
    #expect(try end.sent() == [Frame(opcode: Frame.Opcode.pong, payload: [7], isMasked: false)])
  }

  @Test func `a continuation of nothing is refused`() throws {
    let end = try EmbeddedSocket()
    try end.receive(.continuation([1], isFinal: true))
    try expectFailure(.protocolViolation(.nothingToContinue), .protocolError, of: end)
  }

  @Test func `a new message inside an unfinished one is refused`() throws {
    let end = try EmbeddedSocket()
    try end.receive(.text("one", isFinal: false), .text("two"))
    try expectFailure(.protocolViolation(.unfinishedMessage), .protocolError, of: end)
  }

  @Test func `a control frame of 125 bytes is answered and one of 126 is refused`() throws {
    let end = try EmbeddedSocket()
    let payload = [UInt8](repeating: 3, count: 125)
    try end.receive(Frame(opcode: Frame.Opcode.ping, payload: payload))
    #expect(try end.sent() == [Frame(opcode: Frame.Opcode.pong, payload: payload, isMasked: false)])
    try end.receive(Frame(opcode: Frame.Opcode.ping, payload: payload + [3]))
    try expectFailure(.protocolViolation(.oversizedControlFrame), .protocolError, of: end)
  }

  @Test func `a fragmented control frame is refused`() throws {
    let end = try EmbeddedSocket()
    try end.receive(Frame(opcode: Frame.Opcode.ping, isFinal: false))
    try expectFailure(.protocolViolation(.fragmentedControlFrame), .protocolError, of: end)
  }

  @Test(arguments: [1, 2, 4]) func `a reserved bit is refused`(bit: UInt8) throws {
    let end = try EmbeddedSocket()
    try end.receive(Frame(opcode: Frame.Opcode.text, reservedBits: bit))
    try expectFailure(.protocolViolation(.reservedBits), .protocolError, of: end)
  }

  @Test(arguments: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) func `a reserved opcode is refused`(opcode: UInt8) throws {
    let end = try EmbeddedSocket()
    try end.receive(Frame(opcode: opcode))
    try expectFailure(.protocolViolation(.reservedOpcode), .protocolError, of: end)
  }

  @Test func `a message of exactly the limit is taken and one byte more is not`() throws {
    let end = try EmbeddedSocket(limits: WebSocketLimits(maximumMessageBytes: 1 << 20))
    let largest = [UInt8](repeating: 0x61, count: 1 << 20)
    try end.receive(Frame(opcode: Frame.Opcode.binary, payload: largest))
    #expect(end.told == [.opened, .binary(largest)])
    try end.receive(Frame(opcode: Frame.Opcode.binary, payload: largest + [0x61]))
    try expectFailure(.messageTooBig, .messageTooBig, of: end)
  }

  @Test func `a frame too big is refused at its header`() throws {
    let end = try EmbeddedSocket()
    let frame = Frame(opcode: Frame.Opcode.binary, payload: [UInt8](repeating: 0, count: (1 << 20) + 1))
    try end.receive(bytes: Array(frame.bytes.prefix(14)))
    try expectFailure(.messageTooBig, .messageTooBig, of: end)
  }

  @Test func `fragments that add up to too much are refused at the one too many`() throws {
    let end = try EmbeddedSocket(limits: WebSocketLimits(maximumMessageBytes: 10))
    try end.receive(.text("12345", isFinal: false), .continuation(Array("67890".utf8), isFinal: false))
    #expect(try end.sent().isEmpty)
    try end.receive(.continuation([0x31], isFinal: false))
    try expectFailure(.messageTooBig, .messageTooBig, of: end)
  }

  @Test func `text that is not UTF-8 is refused`() throws {
    let end = try EmbeddedSocket()
    try end.receive(Frame(opcode: Frame.Opcode.text, payload: [0x61, 0xC3]))
    try expectFailure(.invalidUTF8, .invalidPayload, of: end)
  }

  @Test func `a character split between fragments is whole and a broken one is refused`() throws {
    let end = try EmbeddedSocket()
    try end.receive(
      Frame(opcode: Frame.Opcode.text, payload: [0xF0, 0x9F], isFinal: false),
      .continuation([0x98, 0x80], isFinal: true))
    #expect(end.told == [.opened, .text("😀")])
    try end.receive(
      Frame(opcode: Frame.Opcode.text, payload: [0xF0, 0x9F], isFinal: false),
      .continuation([0x28, 0x80], isFinal: true))
    try expectFailure(.invalidUTF8, .invalidPayload, of: end)
  }

  @Test func `binary messages may hold any bytes`() throws {
    let end = try EmbeddedSocket()
    try end.receive(Frame(opcode: Frame.Opcode.binary, payload: [0xFF, 0xC0]))
    #expect(end.told == [.opened, .binary([0xFF, 0xC0])])
  }

  @Test func `nothing is heard after a failure`() throws {
    let end = try EmbeddedSocket()
    try end.receive(Frame(opcode: 3), .text("late"), Frame(opcode: Frame.Opcode.ping))
    try end.receive(.text("later"), .close(1000))
    try expectFailure(.protocolViolation(.reservedOpcode), .protocolError, of: end)
    #expect(end.told.count == 2)
  }
}
