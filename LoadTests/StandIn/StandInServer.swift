public import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOWebSocket
internal import Synchronization

/// As little as a generator can call: answers each announcement with TwiML, sends each frame back at once. For the
/// generator's own tests, and to find the generator's own ceiling.
public final class StandInServer: Sendable {
  /// What the stand-in saw.
  public struct Traffic: Equatable, Sendable {
    public var announcements = 0
    public var unsigned = 0
    public var streams = 0
    public var tokens: Set<String> = []
    public var frames = 0
    public var marksReturned = 0
    public var stops = 0
    public var endsReported = 0
  }

  public let port: Int
  private let listener: any Channel
  private let shared: StandInState

  /// Listens on loopback.
  /// - Parameter port: 0 takes any that is free.
  public static func start(
    port: Int = 0, faults: [StandInFault] = [], on loop: any EventLoop
  ) async throws -> StandInServer {
    let shared = StandInState(faults)
    let room = try await loop.submit { NIOLoopBound(StandInRoom(), eventLoop: loop) }.get()
    // One loop for all, so that a frame can go to another call without a hop.
    let listener = try await ServerBootstrap(group: loop, childGroup: loop)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: 1024)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let http = StandInHTTP(shared)
          let bound = NIOLoopBound(http, eventLoop: channel.eventLoop)
          let upgrader = NIOWebSocketServerUpgrader(
            maxFrameSize: 1 << 20, automaticErrorHandling: true,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
              channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(StandInStream(shared, room.value))
              }
            })
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withServerUpgrade: (
              upgraders: [upgrader],
              completionHandler: { context in context.pipeline.syncOperations.removeHandler(bound.value, promise: nil) }
            ))
          try channel.pipeline.syncOperations.addHandler(http)
        }
      }.bind(host: "127.0.0.1", port: port).get()
    return StandInServer(listener, port: listener.localAddress?.port ?? port, shared)
  }

  private init(_ listener: any Channel, port: Int, _ shared: StandInState) {
    self.listener = listener
    self.port = port
    self.shared = shared
    shared.port.withLock { $0 = port }
  }

  public var baseURL: String { "http://127.0.0.1:\(port)" }
  public var traffic: Traffic { shared.traffic.withLock { $0 } }

  /// Listens no more; open streams end with their peers.
  public func shutdown() async { try? await listener.close().get() }
}

/// What the stand-in's connections share.
final class StandInState: Sendable {
  let faults: [StandInFault]
  let port = Mutex(0)
  let traffic = Mutex(StandInServer.Traffic())

  init(_ faults: [StandInFault]) { self.faults = faults }
}

/// The streams that are open now. Confined to the stand-in's event loop.
final class StandInRoom {
  var streams: [StandInStream] = []
}
