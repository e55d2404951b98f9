internal import HummingbirdCore
public import Logging
public import Metrics
public import NIOCore
public import ServiceLifecycle
public import VoiceCore
public import Web
public import WebSockets

/// The HTTP server: routes and sockets on one port, HTTP/1.1 only, until it is told to stop.
///
/// Stopping takes three steps. First `drain` begins: `/readyz` says 503, and whoever asks `drain` takes no new calls;
/// requests of live calls are still answered while `whileDraining` runs, for at most `ServerLimits.callDrain`. Then the
/// listening socket closes, sockets are told, and requests under way are finished within `ServerLimits.requestDrain`.
/// What is left after that is cut off.
public final class VoiceCoreServer: Service {
  private let host: String
  private let port: Int
  private let sockets: [WebSocketRoute]
  private let bridge: HTTPBridge
  private let drain: Drain
  private let limits: ServerLimits
  private let eventLoops: any EventLoopGroup
  private let logger: Logger
  private let observe: @Sendable (WebSocketObservation) -> Void
  private let whileDraining: @Sendable () async -> Void
  private let onRunning: @Sendable (Int) async -> Void
  private let stops: AsyncStream<Void>
  private let stop: AsyncStream<Void>.Continuation

  /// A server that isn't running yet.
  /// - Parameter port: 0 for any that is free; `onRunning` tells which.
  /// - Parameter metrics: where requests are counted; the process's factory when `nil`.
  /// - Parameter whileDraining: returns when the live calls have ended; must end soon after its task is cancelled.
  /// - Parameter gate: how often one address may try to sign in; `nil` for as often as it likes.
  /// - Parameter origins: whose pages may ask from a browser.
  /// - Parameter spans: takes a span of each request; `nil` where nobody traces.
  /// - Parameter observe: told of each WebSocket, on event loops.
  /// - Parameter onRunning: called once, with the port, when connections are accepted.
  public init(
    host: String = "127.0.0.1", port: Int, routes: [any Web.Route], sockets: [WebSocketRoute] = [],
    drain: Drain, time: any TimeSource, ids: IDSource, eventLoops: any EventLoopGroup, logger: Logger,
    limits: ServerLimits = ServerLimits(), metrics: (any MetricsFactory)? = nil,
    gate: AttemptGate? = nil, origins: CrossOrigins = .none, spans: SpanSink? = nil,
    observe: @escaping @Sendable (WebSocketObservation) -> Void = { _ in },
    whileDraining: @escaping @Sendable () async -> Void = {},
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.host = host
    self.port = port
    self.sockets = sockets
    self.drain = drain
    self.limits = limits
    self.eventLoops = eventLoops
    self.logger = logger
    self.observe = observe
    self.whileDraining = whileDraining
    self.onRunning = onRunning
    let record = RequestRecord(routes, logger: logger, factory: metrics ?? MetricsSystem.factory, spans: spans)
    bridge = HTTPBridge(
      router: Router(routes), record: record, limits: limits, ids: ids, time: time, gate: gate,
      downloads: DownloadPlaces(limits.maximumDownloads), origins: origins)
    (stops, stop) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
  }

  /// Begins to stop, as a graceful shutdown of the surrounding service group does; `run` returns when it is done.
  public func shutDown() { stop.yield() }

  /// Serves until shut down. Call it once.
  /// - Throws: when the address can't be listened on.
  public func run() async throws {
    let group = try serviceGroup()
    // Detached: the surrounding group's shutdown must reach the listening socket only after the calls have ended.
    let running = Task.detached { try await group.run() }
    let stopping = Task.detached { [self] in
      for await _ in stops { break }
      guard !Task.isCancelled else { return }
      await drainCalls()
      await group.triggerGracefulShutdown()
    }
    defer { stopping.cancel() }
    do {
      try await withTaskCancellationHandler {
        try await withGracefulShutdownHandler {
          try await running.value
        } onGracefulShutdown: {
          self.shutDown()
        }
      } onCancel: {
        running.cancel()
      }
    } catch {
      guard drain.isDraining else { throw error }
      logger.warning("requests were cut off at the end of their time")
    }
    logger.notice("server stopped")
  }

  private func drainCalls() async {
    drain.begin()
    logger.notice("server draining")
    await withTaskGroup { group in
      group.addTask { await self.whileDraining() }
      group.addTask { try? await self.bridge.time.sleep(for: self.limits.callDrain) }
      await group.next()
      group.cancelAll()
    }
  }

  private func serviceGroup() throws -> ServiceGroup {
    // Hummingbird's own lines tell nothing that ours don't.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let service = try WebSocketServer.builder(routes: sockets, http: limits.connection, observe: observe).buildServer(
      configuration: ServerConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(limits.maximumConnections, logger: quiet)),
      eventLoopGroup: eventLoops, logger: quiet,
      responder: { [bridge] request, writer, channel in
        try await bridge.respond(to: request, writer, on: channel)
      },
      onServerRunning: { [logger, host, onRunning] channel in
        let port = channel.localAddress?.port ?? 0
        logger.notice("server listening", metadata: ["host": "\(host)", "port": "\(port)"])
        await onRunning(port)
      })
    var configuration = ServiceGroupConfiguration(services: [service], logger: quiet)
    configuration.maximumGracefulShutdownDuration = limits.requestDrain
    return ServiceGroup(configuration: configuration)
  }
}
