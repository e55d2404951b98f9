import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Server
import Testing
import VoiceCore
import Web

@Suite("The server over real sockets", .timeLimit(.minutes(1)))
struct LiveServerTests {
  /// Answers with what it got.
  struct Echo: Route {
    let method = Web.Method.post
    let path = "/echo/{word}"

    func respond(to request: Request) async -> Response {
      let word = request.parameters["word"] ?? ""
      return .text("\(word) \(request.query ?? "-") \(request.body.count) \(request.headers.fields.count > 0)")
    }
  }

  /// Answers when its gate opens.
  struct Slow: Route {
    let method = Web.Method.get
    let path = "/slow"
    let gate: Gate

    func respond(to request: Request) async -> Response {
      await gate.pass()
      return .text("done")
    }
  }

  /// So too, and its answer is large.
  struct Heavy: Route {
    let method = Web.Method.get
    let path = "/heavy"
    let allowance = RouteAllowance.download
    let gate: Gate

    func respond(to request: Request) async -> Response {
      await gate.pass()
      return .text("heard")
    }
  }

  @Test func `more downloads than there are places come again later, and each gives its place back`() async throws {
    let gate = Gate()
    try await LiveServer.run([Heavy(gate: gate)], limits: ServerLimits(maximumDownloads: 1)) { live in
      async let first = live.ask("/heavy")
      await gate.arrived()
      let second = try await live.ask("/heavy")
      #expect(second.status == 503 && second.headers.first(name: "Retry-After") != nil)
      #expect(try await live.ask("/healthz").status == 200)
      gate.open()
      #expect(try await first.text == "heard")
      var third = try await live.ask("/heavy")
      // The place is given back after the last byte, which the client has by then.
      while third.status == 503 { third = try await live.ask("/heavy") }
      #expect(third.text == "heard")
    }
  }

  // MARK: The way through

  @Test func `a person signs in, lists calls, reads one; somebody else's token finds nothing`() async throws {
    let company = try await Company().provisioned(as: .tenantAdmin)
    let call = try await company.liveCall(of: company.one)
    try await LiveServer.run(company.api.routes, time: company.time) { live in
      let login = try await live.ask(
        "/v1/auth/login", .POST, headers: [("Content-Type", "application/json")],
        body: .bytes(ByteBuffer(string: SigningInTests.body())))
      #expect(login.status == 200)
      let token = try #require(try login.tree["access_token"]?.text)
      let bearer = [("Authorization", "Bearer \(token)")]
      let list = try await live.ask("/v1/calls?limit=1", headers: bearer)
      #expect(try list.tree["data"]?.items.first?["id"] == .text("\(call.id)"))
      #expect(try await live.ask("/v1/calls/\(call.id)", headers: bearer).status == 200)
      let stranger = [("Authorization", "Bearer \(try await company.token(of: company.two))")]
      #expect(try await live.ask("/v1/calls/\(call.id)", headers: stranger).status == 404)
      #expect(try await live.ask("/v1/calls").status == 401)
    }
  }

  @Test func `path, query, body and headers reach the route`() async throws {
    try await LiveServer.run([Echo()]) { live in
      let answer = try await live.ask("/echo/a%20b?c=d%26e", .POST, body: .bytes(ByteBuffer(string: "four")))
      #expect(answer.text == "a b c=d%26e 4 true")
      // Chunked.
      let parts = AsyncStream<ByteBuffer> { stream in
        for part in ["one", "two"] { stream.yield(ByteBuffer(string: part)) }
        stream.finish()
      }
      let chunked = try await live.ask("/echo/x", .POST, body: .stream(parts, length: .unknown))
      #expect(chunked.text == "x - 6 true")
    }
  }

  @Test func `operators find life, readiness, metrics and the documents`() async throws {
    try await LiveServer.run([]) { live in
      for path in ["/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/docs", "/.well-known/jwks.json"] {
        #expect(try await live.ask(path).status == 200, "\(path)")
      }
      let metrics = try await live.ask("/metrics").text
      let labels = #"method="GET",route="/healthz""#
      #expect(metrics.contains("voicecore_http_requests_total{\(labels),status=\"2xx\"} 1\n"))
      #expect(metrics.contains("voicecore_http_request_duration_seconds_count{\(labels)} 1\n"))
    }
  }

  // MARK: What every answer carries

  @Test func `every answer has its name, its date, and the fields that protect browsers`() async throws {
    try await LiveServer.run([]) { live in
      for path in ["/healthz", "/docs", "/nothing"] {
        let headers = try await live.ask(path).headers
        #expect(headers.first(name: "X-Content-Type-Options") == "nosniff")
        #expect(headers.first(name: "X-Frame-Options") == "DENY")
        #expect(headers.first(name: "Referrer-Policy") == "no-referrer")
        #expect(headers.first(name: "Content-Security-Policy")?.contains("default-src 'none'") == true)
        #expect(headers.first(name: "Date") == "Tue, 06 Jan 2026 10:00:00 GMT")
        #expect(headers.first(name: "X-Request-Id")?.count == 36)
        #expect(headers["Cache-Control"].count == 1)
        #expect(!headers.contains(name: "Server"))
      }
    }
  }

  @Test(arguments: [
    ("0190a6e8-7c1b-7000-8000-0123456789ab", true), ("0190A6E8-7C1B-7000-8000-0123456789AB", true),
    ("0190a6e8-7c1b-7000-8000-0123456789a", false), ("0190a6e8-7c1b-7000-8000-0123456789ag", false),
    ("0190a6e8-7c1b-7000-80000-123456789ab", false), ("abc-123", false), ("0xc0000207", false), ("4155550199", false),
    ("vc_live_0123456789", false), ("a\tb", false), ("é", false),
  ])
  func `a UUID is taken over from the client as the request's name, anything else isn't`(name: String, isTaken: Bool)
    async throws
  {
    try await LiveServer.run([]) { live in
      let answer = try await live.ask("/nothing", headers: [("X-Request-Id", name)])
      #expect((answer.headers.first(name: "X-Request-Id") == name) == isTaken)
      let problem = try answer.tree
      #expect((problem["request_id"]?.text == name) == isTaken)
    }
  }

  @Test func `HEAD says what GET would, without the body, and the connection goes on`() async throws {
    try await LiveServer.run([]) { live in
      let get = try await live.ask("/docs")
      let head = "HEAD /docs HTTP/1.1\r\nHost: x\r\n\r\n"
      let last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      let heard = try await RawConnection.exchange(port: live.port, [head + last])
      #expect(
        heard.contains("content-length: \(get.body.count)\r\n")
          || heard.contains("Content-Length: \(get.body.count)\r\n"))
      #expect(!heard.contains("<html"))
      #expect(heard.hasSuffix("ok\n"))
    }
  }

  // MARK: Refusals

  @Test func `what can't be answered is refused with a problem document`() async throws {
    try await LiveServer.run([Echo()]) { live in
      for (path, method, status) in [
        ("/nothing", HTTPMethod.GET, 404), ("/echo/x", .GET, 405), ("/healthz", .TRACE, 405),
      ] {
        let answer = try await live.ask(path, method)
        #expect(answer.status == status, "\(method.rawValue) \(path)")
        #expect(answer.headers.first(name: "Content-Type") == "application/problem+json")
      }
      // The client's library would mend this path.
      let broken = "GET /echo/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      let heard = try await RawConnection.exchange(port: live.port, [broken])
      #expect(heard.hasPrefix("HTTP/1.1 400") && heard.contains("Malformed path"))
      #expect(try await live.ask("/echo/x").headers.first(name: "Allow") == "POST, OPTIONS")
    }
  }

  @Test func `a body larger than the bound is 413, announced or not, and the largest is fine`() async throws {
    var limits = ServerLimits()
    limits.maximumBodyBytes = 10_000
    try await LiveServer.run([Echo()], limits: limits) { live in
      let fits = ByteBuffer(repeating: 0x20, count: 10_000)
      #expect(try await live.ask("/echo/x", .POST, body: .bytes(fits)).status == 200)
      let tooLarge = ByteBuffer(repeating: 0x20, count: 10_001)
      let announced = try await live.ask("/echo/x", .POST, body: .bytes(tooLarge))
      #expect(announced.status == 413)
      #expect(announced.headers.first(name: "Connection") == "close")
      let parts = AsyncStream<ByteBuffer> { stream in
        for _ in 0..<20 { stream.yield(ByteBuffer(repeating: 0x20, count: 1000)) }
        stream.finish()
      }
      #expect(try await live.ask("/echo/x", .POST, body: .stream(parts, length: .unknown)).status == 413)
      // Where nobody would read it, it is bounded as well.
      #expect(try await live.ask("/nothing", .POST, body: .bytes(tooLarge)).status == 413)
      #expect(try await live.ask("/healthz").status == 200)
    }
  }

  @Test func `a body that doesn't come costs the connection`() async throws {
    var limits = ServerLimits()
    limits.bodyTimeout = .milliseconds(50)
    try await LiveServer.run([Echo()], limits: limits) { live in
      let begun = "POST /echo/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab"
      // It returns at all: the server has closed.
      let heard = try await RawConnection.exchange(port: live.port, [begun])
      #expect(heard == "")
      let next = try await live.ask("/healthz")
      #expect(next.status == 200)
    }
  }

  @Test func `too much header and nonsense are 400`() async throws {
    try await LiveServer.run([]) { live in
      let many = "GET /healthz HTTP/1.1\r\nHost: x\r\n" + String(repeating: "a: b\r\n", count: 500) + "\r\n"
      let long = "GET /healthz HTTP/1.1\r\nHost: x\r\na: \(String(repeating: "b", count: 40_000))\r\n\r\n"
      for text in [many, long, "nonsense\r\n\r\n"] {
        let heard = try await RawConnection.exchange(port: live.port, [text])
        #expect(heard.hasPrefix("HTTP/1.1 400"))
      }
    }
  }

  // MARK: The log

  @Test func `a request is one line, with its route and nothing that tells who or what`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let token = try await company.token(of: company.one)
    let name = "0190a6e8-7c1b-7000-8000-0123456789ab"
    try await LiveServer.run(company.api.routes, time: company.time) { live in
      let bearer = [("Authorization", "Bearer \(token)"), ("X-Request-Id", name)]
      _ = try await live.ask("/v1/calls/\(call.id)?secret=4155550199", headers: bearer)
      _ = try await live.ask("/people/4155550199", headers: bearer)
      let lines = live.page.lines.filter { $0.contains("\"msg\":\"request\"") }
      #expect(lines.count == 2)
      let first = try JSON(lines[0])
      #expect(first["route"] == .text("/v1/calls/{id}") && first["status"] == .text("400"))
      #expect(first["method"] == .text("GET") && first["request_id"] == .text(name))
      #expect(try JSON(lines[1])["route"] == .text("unmatched"))
      for secret in ["4155550199", token, "\(call.id)"] {
        #expect(!live.page.lines.contains { $0.contains(secret) }, "\(secret)")
      }
      // The only address in the log is the one that the server listens on.
      #expect(lines.allSatisfy { !$0.contains("127.0.0.1") })
    }
  }

  // MARK: The end

  @Test func `a stop makes the node unready, lets live calls end, then finishes what is under way`() async throws {
    let (calls, slow) = (Gate(), Gate())
    try await LiveServer.run([Slow(gate: slow)], whileDraining: { await calls.pass() }) { live in
      async let patient = live.ask("/slow")
      await slow.arrived()
      live.server.shutDown()
      await calls.arrived()
      #expect(live.drain.isDraining)
      let ready = try await live.ask("/readyz")
      #expect(ready.status == 503)
      let alive = try await live.ask("/healthz")
      #expect(alive.status == 200)
      calls.open()
      while await RawConnection.isAccepted(port: live.port) { await Task.yield() }
      slow.open()
      let finished = try await patient
      #expect(finished.text == "done")
    }
  }

  @Test func `calls that don't end are waited for no longer than the bound`() async throws {
    // Spans pass at once: the bound of live calls strikes as soon as it is set.
    try await LiveServer.run([], time: HandTime(isPassing: true), whileDraining: { await Gate().pass() }) { live in
      let alive = try await live.ask("/healthz")
      #expect(alive.status == 200)
    }
  }

  @Test func `a request that doesn't end is cut off at the bound`() async throws {
    var limits = ServerLimits()
    limits.requestDrain = .milliseconds(50)
    let stuck = Gate()
    try await LiveServer.run([Slow(gate: stuck)], limits: limits) { live in
      async let outcome = try? live.ask("/slow")
      await stuck.arrived()
      live.server.shutDown()
      _ = await outcome
      while await RawConnection.isAccepted(port: live.port) { await Task.yield() }
    }
  }
}
