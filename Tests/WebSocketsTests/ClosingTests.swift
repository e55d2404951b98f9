import NIOCore
import NIOEmbedded
import Testing
import WebSockets

@Suite("How a socket ends")
struct ClosingTests {
  @Test func `a server answers a close frame with its code and hangs up`() throws {
    let end = try EmbeddedSocket(.server)
    try end.receive(.close(3999, "bye"))
    #expect(try end.sent() == [Frame.close(3999).unmasked])
    #expect(end.closures == [WebSocketClosure(code: .other(3999), reason: "bye", began: .peer)])
    #expect(!end.channel.isActive)
  }

  @Test func `an empty close frame is answered with an empty one`() throws {
    let end = try EmbeddedSocket(.server)
    try end.receive(Frame(opcode: Frame.Opcode.close))
    #expect(try end.sent() == [Frame(opcode: Frame.Opcode.close, isMasked: false)])
    #expect(end.closures == [WebSocketClosure(code: .noStatus, began: .peer)])
  }

  @Test func `a client answers and waits for the server to hang up`() throws {
    let end = try EmbeddedSocket(.client)
    try end.receive(Frame.close(1001).unmasked)
    #expect(try end.sent().map(\.closeCode) == [1001])
    #expect(end.channel.isActive)
    #expect(end.closures.isEmpty)
    end.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    end.channel.embeddedEventLoop.run()
    #expect(end.closures == [WebSocketClosure(code: .goingAway, began: .peer)])
  }

  @Test func `a client hangs up itself when the server does not`() throws {
    let end = try EmbeddedSocket(.client, limits: WebSocketLimits(closeTimeout: .seconds(3)))
    try end.receive(Frame.close(1000).unmasked)
    end.advance(.seconds(3))
    #expect(!end.channel.isActive)
    #expect(end.closures == [WebSocketClosure(code: .normal, began: .peer)])
  }

  @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] as [UInt16])
  func `a code that must not travel is refused`(code: UInt16) throws {
    let end = try EmbeddedSocket()
    try end.receive(.close(code))
    #expect(try end.sent().map(\.closeCode) == [1002])
    end.advance(.seconds(5))
    #expect(end.closures.map(\.failure) == [.protocolViolation(.invalidCloseCode)])
  }

  @Test(arguments: [1000, 1003, 1007, 1011, 1014, 3000, 4999] as [UInt16])
  func `a code that may travel is answered`(code: UInt16) throws {
    let end = try EmbeddedSocket()
    try end.receive(.close(code))
    #expect(try end.sent().map(\.closeCode) == [code])
    #expect(end.closures == [WebSocketClosure(code: CloseCode(code), began: .peer)])
  }

  @Test func `a close frame of one byte or with broken text is refused`() throws {
    let short = try EmbeddedSocket()
    try short.receive(Frame(opcode: Frame.Opcode.close, payload: [3]))
    #expect(try short.sent().map(\.closeCode) == [1002])
    let broken = try EmbeddedSocket()
    try broken.receive(Frame(opcode: Frame.Opcode.close, payload: [0x03, 0xE8, 0xC3]))
    #expect(try broken.sent().map(\.closeCode) == [1007])
  }

  @Test func `after a failure only our direction is closed since hanging up would lose the code`() {
    // An embedded channel knows no half closure, so the machine is asked itself.
    var handshake = CloseHandshake(role: .server)
    #expect(
      handshake.fail(.messageTooBig) == .sendAndStopSending(ClosePayload(.messageTooBig, reason: "message too big")))
    #expect(handshake.fail(.invalidUTF8) == .nothing)
    #expect(handshake.begin(.normal, reason: "") == .nothing)
    #expect(handshake.receive(ByteBuffer()) == .nothing)
    #expect(handshake.timedOut() == .hangUp)
    #expect(handshake.end().failure == .messageTooBig)
    #expect(handshake.end().failure == .messageTooBig)
  }

  @Test func `our close is sent once behind what was sent before`() throws {
    let end = try EmbeddedSocket(.server)
    end.socket.send(text: ByteBuffer(string: "last words"))
    end.socket.close(.normal, reason: "done")
    end.socket.close(.policyViolation, reason: "again")
    end.socket.send(text: ByteBuffer(string: "too late"))
    #expect(try end.sent() == [Frame.text("last words").unmasked, Frame.close(1000, "done").unmasked])
    #expect(end.closures.isEmpty)
    try end.receive(.close(1000))
    #expect(end.closures == [WebSocketClosure(code: .normal, reason: "done", began: .local)])
    #expect(!end.channel.isActive)
  }

  @Test func `while closing no message is heard but a ping is answered`() throws {
    let end = try EmbeddedSocket(.server)
    end.socket.close(.normal, reason: "")
    _ = try end.sent()
    try end.receive(.text("late"), Frame(opcode: Frame.Opcode.ping, payload: [9]))
    #expect(try end.sent() == [Frame(opcode: Frame.Opcode.pong, payload: [9], isMasked: false)])
    #expect(end.told == [.opened])
  }

  @Test func `a peer that never answers our close is cut off`() throws {
    let end = try EmbeddedSocket(limits: WebSocketLimits(closeTimeout: .seconds(2)))
    end.socket.close(.normal, reason: "")
    end.advance(.milliseconds(1999))
    #expect(end.channel.isActive)
    end.advance(.milliseconds(1))
    #expect(!end.channel.isActive)
    #expect(end.closures == [WebSocketClosure(code: .abnormal, began: .local, failure: .closeTimedOut)])
  }

  @Test func `closing from inside a callback tells closed after the callback`() throws {
    let order = Log<String>()
    let end = try EmbeddedSocket(
      script: .init(text: { socket, _ in
        socket.close(.normal, reason: "")
        socket.close(.normal, reason: "")
        order.append("returned")
      }))
    try end.receive(.text("go"), .text("unheard"), .close(1000))
    #expect(order.entries == ["returned"])
    #expect(end.told == [.opened, .text("go"), .closed(WebSocketClosure(code: .normal, began: .local))])
  }

  @Test func `a lost connection is abnormal and told once`() throws {
    let end = try EmbeddedSocket()
    end.channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "reset"))
    end.channel.pipeline.fireChannelInactive()
    end.channel.embeddedEventLoop.run()
    #expect(end.closures == [WebSocketClosure(code: .abnormal, began: .peer, failure: .connectionLost)])
    end.socket.send(text: ByteBuffer(string: "nobody"))
    end.socket.close(.normal, reason: "")
    #expect(!end.socket.isWritable)
    #expect(end.told.count == 2)
  }

  @Test func `a half-closed connection ends`() throws {
    let end = try EmbeddedSocket()
    end.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    end.channel.embeddedEventLoop.run()
    #expect(!end.channel.isActive)
    #expect(end.closures.map(\.code) == [.abnormal])
  }

  @Test func `a long reason is cut between characters and a bad code becomes 1011`() throws {
    let end = try EmbeddedSocket()
    end.socket.close(.abnormal, reason: String(repeating: "ü", count: 100))
    let frame = try #require(try end.sent().first)
    #expect(frame.closeCode == 1011)
    #expect(frame.payload.count == 124)
    #expect(String(validating: frame.payload.dropFirst(2), as: UTF8.self) == String(repeating: "ü", count: 61))
  }

  @Test func `on shutdown a socket closes with 1001`() throws {
    let end = try EmbeddedSocket()
    end.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    #expect(try end.sent().map(\.closeCode) == [1001])
    try end.receive(.close(1001))
    #expect(end.closures.map(\.code) == [.goingAway])
  }

  @Test func `a handler may finish first but not for ever`() throws {
    let end = try EmbeddedSocket(
      limits: WebSocketLimits(pingInterval: nil, drainTimeout: .seconds(20)), script: .init(draining: { _ in }))
    end.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    end.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    try end.receive(.text("still here"))
    #expect(end.told == [.opened, .draining, .text("still here")])
    end.advance(.seconds(19))
    #expect(try end.sent().isEmpty)
    end.advance(.seconds(1))
    #expect(try end.sent().map(\.closeCode) == [1001])
  }

  @Test func `a socket that ended lets its handler go`() throws {
    weak var kept: RecordingHandler?
    let log = Log<Told>()
    do {
      let end = try EmbeddedSocket()
      try end.receive(.close(1000))
      let channel = EmbeddedChannel()
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 9)).wait()
      let made = NIOLoopBoundBox<RecordingHandler?>(nil, eventLoop: channel.eventLoop)
      try WebSocketConnection.open(on: channel, as: .server) { _ in
        let handler = RecordingHandler(log)
        made.value = handler
        return handler
      }
      kept = made.value
      made.value = nil
      #expect(kept != nil)
      _ = try? channel.finish(acceptAlreadyClosed: true)
    }
    #expect(kept == nil)
    #expect(log.entries.last?.closure != nil)
  }
}
