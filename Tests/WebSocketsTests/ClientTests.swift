import NIOCore
import NIOPosix
import NIOSSL
import Testing
import WebSockets

@Suite("The client", .timeLimit(.minutes(1)))
struct ClientTests {
  private let group = MultiThreadedEventLoopGroup.singleton
  private let handler = RecordingHandler.factory(Log())

  private func failure(
    connectingTo url: String, limits: WebSocketLimits = .init(), tls: TLSConfiguration? = nil,
    headers: [(String, String)] = [], subprotocols: [String] = []
  ) async -> WebSocketClientFailure? {
    do {
      _ = try await WebSocketClient(eventLoopGroup: group, tls: tls, limits: limits).connect(
        to: url, headers: headers, subprotocols: subprotocols, makeHandler: handler)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a socket lives on the loop it was given and knows its subprotocol`() async throws {
    let told = Log<Told>()
    let route = WebSocketRoute(path: "/a") { request in
      guard request.first("Authorization") == "Bearer t", request.first("Host")?.hasPrefix("127.0.0.1:") == true
      else { return .refuse(status: 403) }
      return .accept(subprotocol: "realtime", makeHandler: RecordingHandler.factory(told, .echo))
    }
    try await RunningServer.run([route]) { server in
      let loop = group.next()
      let socket = try await WebSocketClient(eventLoopGroup: group).connect(
        to: "ws://127.0.0.1:\(server.port)/a", headers: [("Authorization", "Bearer t"), ("host", "evil")],
        subprotocols: ["other", "realtime"], on: loop, makeHandler: handler)
      #expect(socket.eventLoop === loop)
      #expect(socket.subprotocol == "realtime")
      socket.eventLoop.execute { socket.close(.normal, reason: "") }
      #expect(await told.closure()?.code == .normal)
    }
  }

  @Test func `over TLS the certificate is verified`() async throws {
    let told = Log<Told>()
    try await RunningServer.run([.accepting("/a", told)], tls: try TestCertificate.server()) { server in
      let trusting = try TestCertificate.trusting()
      let log = Log<Told>()
      let socket = try await WebSocketClient(eventLoopGroup: group, tls: trusting).connect(
        to: "wss://localhost:\(server.port)/a", makeHandler: RecordingHandler.factory(log))
      let large = String(repeating: "x", count: 300_000)
      socket.eventLoop.execute { socket.send(text: ByteBuffer(string: large)) }
      #expect(await log.heard(1) == [.text(large)])
      socket.eventLoop.execute { socket.close(.normal, reason: "") }
      #expect(await log.closure() == WebSocketClosure(code: .normal, began: .local))
      #expect(await told.closure() == WebSocketClosure(code: .normal, began: .peer))
      #expect(await failure(connectingTo: "wss://localhost:\(server.port)/a") == .tls)
      // The certificate is for the name, not for the address.
      #expect(await failure(connectingTo: "wss://127.0.0.1:\(server.port)/a", tls: trusting) == .tls)
      let elsewhere = await failure(connectingTo: "wss://localhost:\(server.port)/no", tls: trusting)
      #expect(elsewhere == .refused(status: 200, body: Array("GET /no".utf8)))
    }
  }

  @Test func `in the clear only loopback is reached`() async {
    #expect(await failure(connectingTo: "ws://example.com/") == .insecure)
    #expect(await failure(connectingTo: "ws://10.0.0.1/") == .insecure)
    #expect(await failure(connectingTo: "https://example.com/") == .invalidURL)
  }

  @Test func `a header that would become two is refused`() async {
    let url = "ws://localhost:9/"
    #expect(await failure(connectingTo: url, headers: [("X", "a\r\nY: b")]) == .invalidHeaders)
    #expect(await failure(connectingTo: url, headers: [("X Y", "a")]) == .invalidHeaders)
    #expect(await failure(connectingTo: url, subprotocols: ["a, b"]) == .invalidHeaders)
  }

  @Test func `a refusal is told with status and body`() async throws {
    let route = WebSocketRoute(path: "/no") { _ in .refuse(status: 403, headers: [], body: Array("go away".utf8)) }
    try await RunningServer.run([route]) { server in
      let url = "ws://127.0.0.1:\(server.port)"
      #expect(await failure(connectingTo: url + "/no") == .refused(status: 403, body: Array("go away".utf8)))
      #expect(await failure(connectingTo: url + "/missing") == .refused(status: 404, body: Array("GET /missing".utf8)))
    }
  }

  @Test func `a long refusal is cut and one without an end is taken as it is`() async throws {
    let long = String(repeating: "x", count: WebSocketClient.maximumRefusalBodyBytes + 1)
    try await ScriptedServer.run(answer: "HTTP/1.1 500 E\r\nContent-Length: \(long.count)\r\n\r\n\(long)") { port in
      let failure = await failure(connectingTo: "ws://localhost:\(port)/")
      #expect(failure == .refused(status: 500, body: Array(long.utf8.dropLast())))
    }
    try await ScriptedServer.run(answer: "HTTP/1.1 429 Slow\r\n\r\nslow") { port in
      #expect(await failure(connectingTo: "ws://localhost:\(port)/") == .refused(status: 429, body: Array("slow".utf8)))
    }
  }

  @Test(
    arguments: [
      ("HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", .wrongAccept),
      (
        "HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
        .wrongAccept
      ),
      ("HTTP/1.1 101 S\r\nConnection: Upgrade\r\n\r\n", .upgradeMissing),
      ("HTTP/1.1 101 S\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", .upgradeMissing),
      ("SSH-2.0-OpenSSH\r\n\r\n", .malformedReply),
    ] as [(String, WebSocketClientFailure.HandshakeFault)])
  func `a reply that is no handshake is told apart`(
    answer: String, fault: WebSocketClientFailure.HandshakeFault
  ) async throws {
    try await ScriptedServer.run(answer: answer) { port in
      #expect(await failure(connectingTo: "ws://127.0.0.1:\(port)/") == .badHandshake(fault))
    }
  }

  @Test func `a server that hangs up or stays silent is told apart`() async throws {
    try await ScriptedServer.run(answer: nil) { port in
      #expect(await failure(connectingTo: "ws://127.0.0.1:\(port)/") == .badHandshake(.connectionClosed))
    }
    try await ScriptedServer.run(answer: nil, closes: false) { port in
      let limits = WebSocketLimits(handshakeTimeout: .seconds(2))
      #expect(await failure(connectingTo: "ws://127.0.0.1:\(port)/", limits: limits) == .timedOut)
    }
  }

  @Test func `nobody listening is a failed connection`() async throws {
    var port = 0
    try await ScriptedServer.run(answer: nil) { port = $0 }
    let failure = await failure(connectingTo: "ws://127.0.0.1:\(port)/")
    #expect(failure == .connectionFailed(errno: 111))
  }

  @Test func `a socket opened for a cancelled task is closed`() async throws {
    let (atServer, atClient) = (Log<Told>(), Log<Told>())
    let (gate, open) = AsyncStream<Void>.makeStream()
    let asked = Log<Bool>()
    let route = WebSocketRoute(path: "/a") { _ in
      asked.append(true)
      for await _ in gate { break }
      return .accept(makeHandler: RecordingHandler.factory(atServer))
    }
    try await RunningServer.run([route]) { server in
      let task = Task {
        _ = await #expect(throws: WebSocketClientFailure.cancelled) {
          _ = try await WebSocketClient(eventLoopGroup: group).connect(
            to: "ws://127.0.0.1:\(server.port)/a", makeHandler: RecordingHandler.factory(atClient))
        }
      }
      _ = await asked.entries { !$0.isEmpty }
      task.cancel()
      open.yield()
      await task.value
      #expect(await atClient.closure()?.code == .goingAway)
      #expect(await atServer.closure()?.code == .goingAway)
    }
  }
}
