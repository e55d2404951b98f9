import NIOCore
import NIOPosix
import Testing
import WebSockets

@Suite("Shutting the server down", .timeLimit(.minutes(1)))
struct ShutdownTests {
  @Test func `open sockets are closed with 1001 and the server stops`() async throws {
    let told = Log<Told>()
    try await RunningServer.run([.accepting("/media", told)]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      _ = try await peer.shakeHands(path: "/media")
      let idle = try await RawSocket.connect(port: server.port)
      try await idle.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      _ = await idle.reply()
      let silent = try await RawSocket.connect(port: server.port)
      async let stopped: Void = server.stop()
      #expect(await peer.frames { !$0.isEmpty }.map(\.closeCode) == [1001])
      try await peer.send(.close(1001))
      await idle.end()
      await silent.end()
      try await stopped
      #expect(await told.closure()?.code == .goingAway)
    }
  }

  @Test func `a peer that ignores the close does not hold the server up`() async throws {
    let told = Log<Told>()
    let limits = WebSocketLimits(closeTimeout: .milliseconds(20))
    try await RunningServer.run([.accepting("/media", limits: limits, told)]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      _ = try await peer.shakeHands(path: "/media")
      try await server.stop()
      #expect(await told.closure()?.failure == .closeTimedOut)
      await peer.end()
    }
  }

  @Test func `a handler finishes its work first`() async throws {
    let told = Log<Told>()
    let script = RecordingHandler.Script(
      text: { socket, _ in socket.close(.serviceRestart, reason: "") }, draining: { _ in })
    try await RunningServer.run([.accepting("/media", told, script)]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      _ = try await peer.shakeHands(path: "/media")
      async let stopped: Void = server.stop()
      _ = await told.entries { $0.contains(.draining) }
      try await peer.send(.text("last"))
      #expect(await peer.frames { !$0.isEmpty }.map(\.closeCode) == [1012])
      try await peer.send(.close(1012))
      try await stopped
    }
  }

  @Test func `a request that is being decided reads 503`() async throws {
    let asked = Log<Bool>()
    let (gate, open) = AsyncStream<Void>.makeStream()
    let route = WebSocketRoute(path: "/slow") { _ in
      asked.append(true)
      for await _ in gate { break }
      return .accept(makeHandler: RecordingHandler.factory(Log()))
    }
    // On one loop, what the shutdown tells the connections is in the queue before anything that follows from it.
    let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    try await RunningServer.run([route], on: loops) { server in
      let peer = try await RawSocket.connect(port: server.port)
      try await peer.send(RawSocket.upgrade(path: "/slow"))
      _ = await asked.entries { !$0.isEmpty }
      let idle = try await RawSocket.connect(port: server.port)
      async let stopped: Void = server.stop()
      await idle.end()
      open.yield()
      #expect(HTTPReply.parse(await peer.reply()).map(\.status) == [503])
      await peer.close()
      try await stopped
    }
    try await loops.shutdownGracefully()
  }
}
