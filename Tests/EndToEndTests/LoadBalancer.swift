import NIOCore
import NIOPosix
import Synchronization

/// Passes connections to one node, for all that the carrier knows of them. When a node's machine dies its sockets are closed
/// by nobody: then media streams stay open on the carrier's side, and nothing comes from them any more.
final class LoadBalancer: Sendable {
  /// Where connections go, and whether streams that lose their node are kept open.
  fileprivate final class Target: Sendable {
    let port: Mutex<Int>
    let keepsStreams = Mutex(false)

    init(_ port: Int) { self.port = Mutex(port) }
  }

  private let target: Target
  private let channel: any Channel

  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  init(to port: Int) async throws {
    let target = Target(port)
    self.target = target
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { front in
        let kind = Connection(target)
        return ClientBootstrap(group: front.eventLoop)
          .channelInitializer { back in
            back.eventLoop.makeCompletedFuture {
              try back.pipeline.syncOperations.addHandler(Passing(to: front, kind, isFromNode: true))
            }
          }
          .connect(host: "127.0.0.1", port: target.port.withLock { $0 })
          .flatMapThrowing { back in
            try front.pipeline.syncOperations.addHandler(Passing(to: back, kind, isFromNode: false))
          }
          .flatMap { front.setOption(.autoRead, value: true) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  /// The machine behind it dies; from now on connections go to another.
  func failOver(to port: Int) {
    target.keepsStreams.withLock { $0 = true }
    target.port.withLock { $0 = port }
  }

  func close() async { try? await channel.close() }

  /// What both directions of a connection know.
  fileprivate final class Connection: Sendable {
    let target: Target
    let isStream = Mutex(false)

    init(_ target: Target) { self.target = target }

    var staysOpen: Bool { isStream.withLock { $0 } && target.keepsStreams.withLock { $0 } }
  }

  /// One direction.
  private final class Passing: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let connection: Connection
    private let isFromNode: Bool
    private var isFirst = true

    init(to other: any Channel, _ connection: Connection, isFromNode: Bool) {
      self.other = other
      self.connection = connection
      self.isFromNode = isFromNode
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = unwrapInboundIn(data)
      // Webhooks are posted; who gets, gets a stream.
      if isFirst, !isFromNode, bytes.readableBytesView.starts(with: "GET ".utf8) {
        connection.isStream.withLock { $0 = true }
      }
      isFirst = false
      other.writeAndFlush(bytes, promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
      if !(isFromNode && connection.staysOpen) { other.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}

/// A port that is free at the moment.
func freePort() async throws -> Int {
  let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .bind(host: "127.0.0.1", port: 0).get()
  let port = channel.localAddress?.port ?? 0
  try await channel.close()
  return port
}
