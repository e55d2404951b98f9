import NIOCore
import NIOPosix
import Testing
import WebSockets

@Suite("Sockets over a network", .timeLimit(.minutes(1)))
struct SocketLifeTests {
  private let client = WebSocketClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton)

  @Test func `both ends hear what the other says and how it ends`() async throws {
    let (atServer, atClient) = (Log<Told>(), Log<Told>())
    try await RunningServer.run([.accepting("/media", atServer)]) { server in
      let socket = try await client.connect(
        to: "ws://127.0.0.1:\(server.port)/media", makeHandler: RecordingHandler.factory(atClient))
      let large = String(repeating: "ä", count: 500_000)
      socket.eventLoop.execute {
        socket.send(text: ByteBuffer(string: "hello"))
        socket.send(binary: ByteBuffer(bytes: [1, 2, 3]))
        socket.send(text: ByteBuffer(string: large))
      }
      #expect(await atClient.heard(3) == [.text("hello"), .binary([1, 2, 3]), .text(large)])
      socket.eventLoop.execute { socket.close(.other(4000), reason: "enough") }
      #expect(await atClient.closure() == WebSocketClosure(code: .other(4000), reason: "enough", began: .local))
      #expect(await atServer.closure() == WebSocketClosure(code: .other(4000), reason: "enough", began: .peer))
    }
  }

  @Test func `a server may end it too`() async throws {
    let (atServer, atClient) = (Log<Told>(), Log<Told>())
    let script = RecordingHandler.Script(text: { socket, _ in socket.close(.policyViolation, reason: "no") })
    try await RunningServer.run([.accepting("/media", atServer, script)]) { server in
      let socket = try await client.connect(
        to: "ws://localhost:\(server.port)/media", makeHandler: RecordingHandler.factory(atClient))
      socket.eventLoop.execute { socket.send(text: ByteBuffer(string: "?")) }
      #expect(await atClient.closure() == WebSocketClosure(code: .policyViolation, reason: "no", began: .peer))
      #expect(await atServer.closure() == WebSocketClosure(code: .policyViolation, reason: "no", began: .local))
    }
  }

  @Test func `both may speak as soon as it is open`() async throws {
    let (atServer, atClient) = (Log<Told>(), Log<Told>())
    let script = RecordingHandler.Script(opened: { $0.send(text: ByteBuffer(string: "welcome")) })
    try await RunningServer.run([.accepting("/media", atServer, script)]) { server in
      let socket = try await client.connect(
        to: "ws://127.0.0.1:\(server.port)/media",
        makeHandler: RecordingHandler.factory(atClient, .init(opened: { $0.send(text: ByteBuffer(string: "thanks")) })))
      #expect(await atClient.heard(1) == [.text("welcome")])
      #expect(await atServer.heard(1) == [.text("thanks")])
      socket.eventLoop.execute { socket.close(.normal, reason: "") }
      #expect(await atClient.closure()?.failure == nil)
    }
  }

  @Test func `both may end it at once`() async throws {
    let (atServer, atClient) = (Log<Told>(), Log<Told>())
    let script = RecordingHandler.Script(opened: { $0.close(.normal, reason: "") })
    try await RunningServer.run([.accepting("/media", atServer, script)]) { server in
      _ = try await client.connect(
        to: "ws://127.0.0.1:\(server.port)/media",
        makeHandler: RecordingHandler.factory(atClient, .init(opened: { $0.close(.goingAway, reason: "") })))
      #expect(await atClient.closure()?.failure == nil)
      #expect(await atServer.closure()?.failure == nil)
    }
  }

  @Test func `a message too big reads 1009 although its sender is still sending`() async throws {
    let told = Log<Told>()
    try await RunningServer.run([.accepting("/media", limits: .init(maximumMessageBytes: 1000), told)]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      _ = try await peer.shakeHands(path: "/media")
      try? await peer.send(Frame(opcode: Frame.Opcode.binary, payload: [UInt8](repeating: 0, count: 1 << 20)).bytes)
      #expect(await peer.frames().map(\.closeCode) == [1009])
      #expect(await told.closure()?.failure == .messageTooBig)
    }
  }

  @Test func `a reset and a half-closed and a vanished connection are each told once`() async throws {
    let told = Log<Told>()
    try await RunningServer.run([.accepting("/media", told)]) { server in
      let reset = try await RawSocket.connect(port: server.port)
      _ = try await reset.shakeHands(path: "/media")
      try await reset.reset()
      _ = await told.entries { $0.compactMap(\.closure).count == 1 }
      let half = try await RawSocket.connect(port: server.port)
      _ = try await half.shakeHands(path: "/media")
      try await half.send(.text("last"))
      try await half.channel.close(mode: .output)
      #expect(await half.frames() == [Frame.text("last").unmasked])
      _ = await told.entries { $0.compactMap(\.closure).count == 2 }
      let torn = try await RawSocket.connect(port: server.port)
      _ = try await torn.shakeHands(path: "/media")
      try await torn.send(Array(Frame.text("cut in the middle").bytes.prefix(9)))
      await torn.close()
      let closures = await told.entries { $0.compactMap(\.closure).count == 3 }.compactMap(\.closure)
      let lost = WebSocketClosure(code: .abnormal, began: .peer, failure: .connectionLost)
      #expect(closures == [lost, lost, lost])
      let observed = await server.observed.entries { $0.count == 6 }
      #expect(RunningServer.open(observed) == 0)
    }
  }

  @Test func `a peer that never reads is cut off at the bound`() async throws {
    let told = Log<Told>()
    let limits = WebSocketLimits(
      pingInterval: nil, highWaterMarkBytes: 32 << 10, maximumPendingOutboundBytes: 256 << 10)
    try await RunningServer.run([.accepting("/media", limits: limits, told, .init(opened: Flood.begin))]) { server in
      let peer = try await RawSocket.connect(port: server.port, isReading: false)
      try await peer.send(RawSocket.upgrade(path: "/media"))
      let entries = await told.entries { $0.contains { $0.closure != nil } }
      let closure = WebSocketClosure(code: .abnormal, began: .local, failure: .peerNotReading)
      #expect(entries == [.opened, .writable(false), .closed(closure)])
      await peer.close()
    }
  }

  @Test func `a handler that heeds back-pressure is told when it may go on`() async throws {
    let told = Log<Told>()
    let limits = WebSocketLimits(pingInterval: nil, highWaterMarkBytes: 32 << 10)
    let script = RecordingHandler.Script(
      opened: Flood.fill, writable: { socket, isWritable in if isWritable { socket.close(.normal, reason: "") } })
    try await RunningServer.run([.accepting("/media", limits: limits, told, script)]) { server in
      let peer = try await RawSocket.connect(port: server.port, isReading: false)
      try await peer.send(RawSocket.upgrade(path: "/media"))
      #expect(await told.entries { $0.count == 2 } == [.opened, .writable(false)])
      try await peer.channel.setOption(.autoRead, value: true).get()
      #expect(await peer.frames { $0.last?.opcode == Frame.Opcode.close }.last?.closeCode == 1000)
      try await peer.send(.close(1000))
      #expect(await told.closure() == WebSocketClosure(code: .normal, began: .local))
    }
  }

  @Test func `many sockets leave none behind`() async throws {
    let (atServer, atClient) = (Log<Told>(), Log<Told>())
    let count = 200
    let script = RecordingHandler.Script(text: { socket, text in
      socket.send(text: text)
      if text.readableBytes == 1 { socket.close(.normal, reason: "") }
    })
    try await RunningServer.run([.accepting("/media", atServer, script)]) { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<count {
          group.addTask {
            let socket = try await client.connect(
              to: "ws://127.0.0.1:\(server.port)/media",
              makeHandler: RecordingHandler.factory(
                atClient, .init(text: { if $1.readableBytes == 2 { $0.close(.goingAway, reason: "") } })))
            socket.eventLoop.execute {
              socket.send(text: ByteBuffer(string: number.isMultiple(of: 2) ? "a" : "bb"))
            }
          }
        }
        try await group.waitForAll()
      }
      let observed = await server.observed.entries { $0.count >= 2 * count }
      #expect(RunningServer.open(observed) == 0)
      let told = await atClient.entries { $0.compactMap(\.closure).count >= count }
      #expect(told.compactMap(\.closure).count == count)
      #expect(told.compactMap(\.closure).allSatisfy { $0.failure == nil })
    }
  }
}

/// Sends much or until full, a frame a turn of the loop.
enum Flood {
  private static let block = ByteBuffer(repeating: 0, count: 16 << 10)

  /// Heeds nothing, and sends far more than a bound of the tests.
  @Sendable static func begin(_ socket: WebSocket) {
    send(1000, on: socket)
  }

  private static func send(_ count: Int, on socket: WebSocket) {
    guard count > 0 else { return }
    socket.send(binary: block)
    socket.eventLoop.execute { send(count - 1, on: socket) }
  }

  /// Stops when the socket is no longer writable.
  @Sendable static func fill(_ socket: WebSocket) {
    guard socket.isWritable else { return }
    socket.send(binary: block)
    socket.eventLoop.execute { fill(socket) }
  }
}
