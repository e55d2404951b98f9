import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Testing
import WebSockets

/// A server on a port of its own, whose router answers every path but `/missing`, as long as a test's body runs.
struct RunningServer: Sendable {
  let port: Int
  let observed: Log<WebSocketObservation>
  private let server: Server<UpgradableChannel>

  static func run(
    _ routes: [WebSocketRoute], tls: TLSConfiguration? = nil, http: HTTPConnectionLimits = .init(),
    on loops: MultiThreadedEventLoopGroup = .singleton, _ body: (RunningServer) async throws -> Void
  ) async throws {
    let observed = Log<WebSocketObservation>()
    let ports = Log<Int>()
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let service = try WebSocketServer.builder(routes: routes, tls: tls, http: http) { observed.append($0) }
      .buildServer(
        configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        eventLoopGroup: loops, logger: logger, responder: answer
      ) { ports.append($0.localAddress?.port ?? 0) }
    let server = try #require(service as? Server<UpgradableChannel>)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      let port = await ports.entries { !$0.isEmpty }.first
      do {
        try await body(RunningServer(port: try #require(port), observed: observed, server: server))
      } catch {
        try await server.shutdownGracefully()
        throw error
      }
      try await server.shutdownGracefully()
      try await group.waitForAll()
    }
  }

  func stop() async throws {
    try await server.shutdownGracefully()
  }

  /// Sockets opened and not yet closed, as an observer counts them.
  static func open(_ observed: [WebSocketObservation]) -> Int {
    observed.reduce(0) { count, observation in
      switch observation {
      case .opened: count + 1
      case .closed: count - 1
      case .refused: count
      }
    }
  }

  private static let answer: HTTPChannelHandler.Responder = { request, writer, _ in
    let body = ByteBuffer(string: "\(request.method.rawValue) \(request.uri.path)")
    let status: HTTPResponse.Status = request.uri.path == "/missing" ? .notFound : .ok
    try await writer.write(
      response: HTTPResponse(status: status, headerFields: [.contentLength: String(body.readableBytes)]),
      body: .init(byteBuffer: body))
  }
}

extension WebSocketRoute {
  /// Accepts everybody.
  static func accepting(
    _ path: String, limits: WebSocketLimits = .init(), _ log: Log<Told>, _ script: RecordingHandler.Script = .echo
  ) -> WebSocketRoute {
    WebSocketRoute(path: path, limits: limits) { _ in
      .accept(makeHandler: RecordingHandler.factory(log, script))
    }
  }
}
