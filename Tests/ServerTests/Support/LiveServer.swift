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

/// A server on a loopback port of its own, for the length of a test.
struct LiveServer {
  let server: VoiceCoreServer
  let port: Int
  let drain: Drain
  let metrics: PrometheusMetrics
  let page: LogPage

  /// An answer, read to its end.
  struct Answer {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var tree: JSON { get throws { try JSON(body) } }
  }

  /// Runs a server, then `body`, then stops the server, and returns when `run` has.
  static func run(
    _ routes: [any Route], limits: ServerLimits = ServerLimits(), time: any TimeSource = HandTime(),
    gate: AttemptGate? = nil, origins: CrossOrigins = .none, spans: SpanSink? = nil,
    whileDraining: @escaping @Sendable () async -> Void = {}, _ body: @Sendable (LiveServer) async throws -> Void
  ) async throws {
    let (drain, metrics, page) = (Drain(), PrometheusMetrics(), LogPage())
    let operations = OperationsRoutes(
      documenting: routes, version: "1", metrics: metrics, readiness: [], drain: drain, time: time, keySet: "{}")
    let (ports, running) = AsyncStream<Int>.makeStream()
    let logger = Logger(label: "test") { label in
      StructuredLogHandler(label: label, format: .json, level: .debug, time: time, sink: page.sink)
    }
    let server = VoiceCoreServer(
      port: 0, routes: operations.routes + routes, drain: drain, time: time, ids: .counting(),
      eventLoops: MultiThreadedEventLoopGroup.singleton, logger: logger, limits: limits, metrics: metrics,
      gate: gate, origins: origins, spans: spans, whileDraining: whileDraining, onRunning: { running.yield($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run()
        running.finish()
      }
      var iterator = ports.makeAsyncIterator()
      let port = try #require(await iterator.next())
      defer { server.shutDown() }
      try await body(LiveServer(server: server, port: port, drain: drain, metrics: metrics, page: page))
      server.shutDown()
      try await group.waitForAll()
    }
  }

  /// Asks and reads the answer.
  func ask(
    _ path: String, _ method: HTTPMethod = .GET, headers: [(String, String)] = [],
    body: HTTPClientRequest.Body? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = method
    request.headers = HTTPHeaders(headers)
    request.body = body
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let bytes = try await response.body.collect(upTo: 1 << 20)
    return Answer(status: Int(response.status.code), headers: response.headers, body: Array(buffer: bytes))
  }
}
