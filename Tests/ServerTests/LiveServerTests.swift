import AsyncHTTPClient
import Generators
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Server
import Testing
import VoiceCore
import Web

@Suite("The server over real sockets", .timeLimit(.minutes(1)))
struct LiveServerTests {
  @Test func `operators find life, readiness and metrics, and bodies are bounded`() async throws {
    let office = try await Office()
    let drain = Drain()
    let metrics = PrometheusMetrics()
    let operations = OperationsRoutes(
      documenting: office.routes, version: "1", metrics: metrics, readiness: [.store(office.store)], drain: drain,
      time: EndlessTime(), keySet: "{\"keys\":[]}")
    let (ports, running) = AsyncStream<Int>.makeStream()
    let server = VoiceCoreServer(
      port: 0, routes: operations.routes + office.routes, drain: drain, time: EndlessTime(), ids: .counting(),
      eventLoops: MultiThreadedEventLoopGroup.singleton,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      metrics: metrics, onRunning: { running.yield($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      var iterator = ports.makeAsyncIterator()
      let port = await iterator.next() ?? 0
      let base = "http://127.0.0.1:\(port)"
      #expect(try await status(base + "/healthz") == 200)
      #expect(try await status(base + "/readyz") == 200)
      #expect(try await status(base + "/openapi.json") == 200)
      #expect(try await status(base + "/docs") == 200)
      #expect(try await status(base + "/v1/calls") == 401)
      #expect(try await status(base + "/v1/auth/login", posting: (1 << 20) + 1) == 413)
      let body = try await HTTPClient.shared.execute(HTTPClientRequest(url: base + "/metrics"), timeout: .seconds(10))
        .body
      let text = String(buffer: try await body.collect(upTo: 1 << 20))
      #expect(text.contains("voicecore_http_request_duration_seconds_bucket"))
      drain.begin()
      #expect(try await status(base + "/readyz") == 503)
      server.shutDown()
      try await group.waitForAll()
    }
  }

  private func status(_ url: String, posting bytes: Int? = nil) async throws -> UInt {
    var request = HTTPClientRequest(url: url)
    if let bytes {
      request.method = .POST
      request.body = .bytes(Array(repeating: 0x20, count: bytes))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    _ = try? await response.body.collect(upTo: 1 << 20)
    return response.status.code
  }
}

/// A clock for limits that must not strike in a test.
private struct EndlessTime: TimeSource {
  func now() -> Timestamp { Timestamp(microseconds: 0) }
  func sleep(for span: Duration) async throws { try await Task.sleep(for: .seconds(3600)) }
}
