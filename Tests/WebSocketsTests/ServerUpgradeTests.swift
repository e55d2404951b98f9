import NIOCore
import Testing
import WebSockets

@Suite("Upgrading on the router's port", .timeLimit(.minutes(1)))
struct ServerUpgradeTests {
  @Test func `a listed path opens a socket with the accept value of the RFC`() async throws {
    let told = Log<Told>()
    try await RunningServer.run([.accepting("/media", told)]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      let reply = try await peer.shakeHands(path: "/media?token=1")
      #expect(reply.hasPrefix("HTTP/1.1 101 "))
      #expect(reply.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
      try await peer.send(.text("hello"))
      #expect(await peer.frames { $0.count == 1 } == [Frame.text("hello").unmasked])
      try await peer.send(.close(1000, "done"))
      #expect(await peer.frames().last == Frame.close(1000).unmasked)
      #expect(await told.closure() == WebSocketClosure(code: .normal, reason: "done", began: .peer))
      let observed = await server.observed.entries { $0.count == 2 }
      #expect(observed.first == .opened(path: "/media"))
      #expect(RunningServer.open(observed) == 0)
    }
  }

  @Test func `frames right behind the request are not lost`() async throws {
    let told = Log<Told>()
    try await RunningServer.run([.accepting("/media", told)]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      try await peer.send(
        Array(RawSocket.upgrade(path: "/media").utf8) + Frame.text("early").bytes + Frame.close(1000).bytes)
      #expect(await peer.frames() == [Frame.text("early").unmasked, Frame.close(1000).unmasked])
      #expect(await told.closure()?.code == .normal)
    }
  }

  @Test func `the route sees path query and headers and chooses a subprotocol`() async throws {
    let seen = Log<[String]>()
    let told = Log<Told>()
    let route = WebSocketRoute(path: "/a") { request in
      seen.append([request.path, request.query ?? "-", request.first("x-token") ?? "-"] + request.subprotocols)
      return .accept(
        subprotocol: "beta", headers: [("X-Extra", "yes")], makeHandler: RecordingHandler.factory(told, .echo))
    }
    try await RunningServer.run([route]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      let reply = try await peer.shakeHands(
        path: "/a?b=c?d", headers: "X-Token: t\r\nSec-WebSocket-Protocol: alpha, beta\r\n")
      #expect(reply.contains("Sec-WebSocket-Protocol: beta"))
      #expect(reply.contains("X-Extra: yes"))
      #expect(seen.entries == [["/a", "b=c?d", "t", "alpha", "beta"]])
      await peer.close()
      _ = await told.closure()
    }
  }

  @Test func `a refusal is a whole HTTP reply and the connection ends`() async throws {
    let route = WebSocketRoute(path: "/no") { _ in
      .refuse(
        status: 401, headers: [("WWW-Authenticate", "Bearer"), ("Connection", "keep-alive")], body: Array("no".utf8))
    }
    try await RunningServer.run([route]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      try await peer.send(RawSocket.upgrade(path: "/no"))
      let replies = HTTPReply.parse(String(decoding: await peer.bytes(), as: UTF8.self))
      #expect(
        replies == [
          HTTPReply(
            status: 401, fields: ["www-authenticate": "Bearer", "connection": "close", "content-length": "2"],
            body: "no")
        ])
      #expect(server.observed.entries == [.refused(path: "/no", status: 401)])
    }
  }

  @Test(arguments: [
    ("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", 400),
    ("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=", 400),
    ("dGhlIHNhbXBsZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!==", 400),
    ("Sec-WebSocket-Version: 13\r\n", "", 426),
    ("Version: 13", "Version: 8", 426),
    ("keep-alive, Upgrade", "keep-alive", 400),
    ("GET ", "POST ", 405),
    ("HTTP/1.1", "HTTP/1.0", 400),
    ("Host: localhost\r\n", "Host: localhost\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", 400),
  ])
  func `a clumsy request on a listed path reads why`(part: String, replacement: String, status: Int) async throws {
    let told = Log<Told>()
    try await RunningServer.run([.accepting("/media", told)]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      let request = RawSocket.upgrade(path: "/media")
      let range = try #require(request.firstRange(of: part))
      try await peer.send(request.replacingSubrange(range, with: replacement))
      let replies = HTTPReply.parse(String(decoding: await peer.bytes(), as: UTF8.self))
      #expect(replies.map(\.status) == [status])
      #expect(replies.first?.fields["connection"] == "close")
      if status == 426 { #expect(replies.first?.fields["sec-websocket-version"] == "13") }
      #expect(told.entries.isEmpty)
    }
  }

  @Test func `a request for a socket with a body is refused`() async throws {
    try await RunningServer.run([.accepting("/media", Log())]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      try await peer.send(RawSocket.upgrade(path: "/media", headers: "Content-Length: 3\r\n") + "abc")
      #expect(HTTPReply.parse(await peer.reply()).map(\.status) == [400])
    }
  }

  @Test func `the router answers plain requests and keeps the connection`() async throws {
    try await RunningServer.run([.accepting("/media", Log())]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      try await peer.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
      _ = await peer.reply(count: 1)
      try await peer.send("POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc")
      _ = await peer.reply(count: 2)
      try await peer.send(
        "GET /media HTTP/1.1\r\nHost: localhost\r\n\r\nGET /missing HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let replies = HTTPReply.parse(await peer.reply(count: 4))
      #expect(replies.map(\.body) == ["GET /healthz", "POST /hook", "GET /media", "GET /missing"])
      #expect(replies.map(\.status) == [200, 200, 200, 404])
      await peer.close()
    }
  }

  @Test func `an upgrade nobody wants is answered by the router as the last request`() async throws {
    let other = RawSocket.upgrade(path: "/missing")
    let h2c = "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n"
    try await RunningServer.run([.accepting("/media", Log())]) { server in
      for (request, status) in [(other, 404), (h2c, 200)] {
        let peer = try await RawSocket.connect(port: server.port)
        try await peer.send("GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n" + request)
        let replies = HTTPReply.parse(String(decoding: await peer.bytes(), as: UTF8.self))
        #expect(replies.map(\.status) == [200, status])
        #expect(replies.map { $0.fields["connection"] } == [nil, "close"])
      }
    }
  }

  @Test func `a route that takes too long is answered for with 503`() async throws {
    let cancelled = Log<Bool>()
    let route = WebSocketRoute(path: "/slow", limits: WebSocketLimits(handshakeTimeout: .milliseconds(20))) { _ in
      let (never, continuation) = AsyncStream<Void>.makeStream()
      for await _ in never {}
      _ = continuation
      cancelled.append(Task.isCancelled)
      return .refuse(status: 500)
    }
    try await RunningServer.run([route]) { server in
      let peer = try await RawSocket.connect(port: server.port)
      try await peer.send(RawSocket.upgrade(path: "/slow"))
      #expect(HTTPReply.parse(await peer.reply()).map(\.status) == [503])
      #expect(await cancelled.entries { !$0.isEmpty } == [true])
    }
  }

  @Test func `too many and too large headers are refused`() async throws {
    let http = HTTPConnectionLimits(maximumHeaderFields: 10, maximumHeaderFieldBytes: 100, maximumHeaderBytes: 400)
    let many = (0..<11).map { "X-\($0): 1\r\n" }.joined()
    let large = "X-Large: \(String(repeating: "x", count: 101))\r\n"
    let long = (0..<5).map { "X-\($0): \(String(repeating: "x", count: 90))\r\n" }.joined()
    try await RunningServer.run([.accepting("/media", Log())], http: http) { server in
      for fields in [many, large, long] {
        for path in ["/media", "/plain"] {
          let peer = try await RawSocket.connect(port: server.port)
          try await peer.send("GET \(path) HTTP/1.1\r\n\(fields)\r\n")
          #expect(HTTPReply.parse(String(decoding: await peer.bytes(), as: UTF8.self)).map(\.status) == [400])
        }
      }
    }
  }

  @Test func `a client that asks for nothing is hung up on`() async throws {
    let http = HTTPConnectionLimits(firstRequestTimeout: .milliseconds(20), idleTimeout: .milliseconds(20))
    try await RunningServer.run([.accepting("/media", Log())], http: http) { server in
      let silent = try await RawSocket.connect(port: server.port)
      await silent.end()
      let slow = try await RawSocket.connect(port: server.port)
      try? await slow.send("GET /media HTTP/1.1\r\nUpgrade: websocket\r\n")
      await slow.end()
    }
  }

  @Test func `a subprotocol that was not offered is our mistake`() async throws {
    let route = WebSocketRoute(path: "/a") { _ in
      .accept(subprotocol: "unasked", makeHandler: RecordingHandler.factory(Log()))
    }
    let split = WebSocketRoute(path: "/b") { _ in
      .accept(headers: [("X-Split", "a\r\nSet-Cookie: b")], makeHandler: RecordingHandler.factory(Log()))
    }
    try await RunningServer.run([route, split]) { server in
      for path in ["/a", "/b"] {
        let peer = try await RawSocket.connect(port: server.port)
        try await peer.send(RawSocket.upgrade(path: path))
        #expect(HTTPReply.parse(await peer.reply()).map(\.status) == [500])
      }
    }
  }
}

extension String {
  fileprivate func replacingSubrange(_ range: Range<String.Index>, with replacement: String) -> String {
    self[..<range.lowerBound] + replacement + self[range.upperBound...]
  }
}
