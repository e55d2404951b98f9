public import NIOCore
internal import NIOPosix
internal import Synchronization

/// A stand-in for the realtime AI that speaks its protocol (OpenAI Realtime, general availability) over loopback:
/// echoes, talks or follows a script, goes wrong where it is told to, and refuses what the real service would refuse.
///
/// Unsupported: `idle_timeout_ms` is taken and never fires; meaning is judged by silence (`semantic_vad`); noise
/// reduction, truncation of the context and speed change nothing; an out-of-band response counts as active too.
public final class RealtimeAISimulator: Sendable {
  private let listener: any Channel
  private let directory: SessionDirectory
  private let connections: OpenConnections
  private let port: Int

  /// Opens the endpoint; `shutdown()` closes everything again.
  public static func start(
    _ configuration: RealtimeAIConfiguration, on group: any EventLoopGroup
  ) async throws(RealtimeAIFailure) -> RealtimeAISimulator {
    let directory = SessionDirectory()
    let connections = OpenConnections()
    let door = SessionDoor(configuration: configuration, directory: directory)
    do {
      let listener = try await ServerBootstrap(group: group)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .serverChannelOption(.backlog, value: 1_024)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            connections.add(channel)
            try channel.pipeline.syncOperations.addHandler(RealtimeGate(door))
          }
        }.bind(host: "127.0.0.1", port: configuration.port).get()
      return RealtimeAISimulator(
        listener, port: listener.localAddress?.port ?? configuration.port, directory: directory,
        connections: connections)
    } catch {
      throw .unavailable
    }
  }

  private init(_ listener: any Channel, port: Int, directory: SessionDirectory, connections: OpenConnections) {
    self.listener = listener
    self.port = port
    self.directory = directory
    self.connections = connections
  }

  /// Where sessions are opened, without a query: what `wss://api.openai.com/v1/realtime` is in the world.
  public var url: String { "ws://127.0.0.1:\(port)\(SessionDoor.path)" }

  /// Sockets that are open.
  public var liveSessions: Int { directory.live }

  /// Of sessions finished and under way, in the order of opening. Appends are counted with up to 50 frames of delay
  /// while a session is under way.
  public var reports: [RealtimeSessionReport] { directory.reports }

  /// The first report that is as wanted, now or once it becomes so; `nil` after `shutdown()` or when the task is
  /// cancelled. Whoever waits bounds the wait.
  public func firstReport(
    where wants: @escaping @Sendable (RealtimeSessionReport) -> Bool
  ) async -> RealtimeSessionReport? {
    await directory.first(where: wants)
  }

  /// Closes the endpoint and breaks off the sessions that are open.
  public func shutdown() async {
    try? await listener.close().get()  // closed already is closed
    await connections.closeAll()
    directory.shutDown()
  }

  /// Runs `body` with a simulator that is shut down afterwards on every path.
  public static func running<Outcome: Sendable>(
    _ configuration: RealtimeAIConfiguration, on group: any EventLoopGroup,
    _ body: (RealtimeAISimulator) async throws -> Outcome
  ) async throws -> Outcome {
    let simulator = try await start(configuration, on: group)
    do {
      let outcome = try await body(simulator)
      await simulator.shutdown()
      return outcome
    } catch {
      await simulator.shutdown()
      throw error
    }
  }
}
