import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The places on loopback that webhooks are sent to: those that answer at once, told apart by their path, and one that takes
/// connections and never says a word.
final class WebhookReceivers: Sendable {
  /// Which event came to which endpoint.
  struct Arrival: Hashable, Sendable {
    let endpoint: Int
    /// As the message names it (`webhook-id`).
    let message: String
  }

  private let arrivals = Mutex<[Arrival: ContinuousClock.Instant]>([:])
  private let connections = Mutex<[ObjectIdentifier: any Channel]>([:])
  private let group: MultiThreadedEventLoopGroup
  private let listeners = Mutex<[any Channel]>([])

  init() { group = MultiThreadedEventLoopGroup(numberOfThreads: 1) }

  /// The first arrival of each.
  var seen: [Arrival: ContinuousClock.Instant] { arrivals.withLock { $0 } }
  var count: Int { arrivals.withLock { $0.count } }

  /// Forgets what came.
  func clear() { arrivals.withLock { $0 = [:] } }

  /// Listens; answers each message with 204 unless it is to be `silent`.
  /// - Returns: the port.
  func listen(silent: Bool) async throws -> Int {
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          self.keep(channel)
          guard !silent else { return }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Receiver(self))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    listeners.withLock { $0.append(listener) }
    return listener.localAddress?.port ?? 0
  }

  /// Closes everything.
  func close() async {
    for listener in listeners.withLock({ $0 }) { try? await listener.close().get() }
    for connection in connections.withLock({ Array($0.values) }) { connection.close(promise: nil) }
    try? await group.shutdownGracefully()
  }

  private func keep(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    connections.withLock { $0[id] = channel }
    channel.closeFuture.whenComplete { _ in self.connections.withLock { _ = $0.removeValue(forKey: id) } }
  }

  fileprivate func note(_ arrival: Arrival) {
    let now = ContinuousClock().now
    arrivals.withLock { if $0[arrival] == nil { $0[arrival] = now } }
  }
}

/// One connection: a message or several, each answered with 204.
private final class Receiver: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let receivers: WebhookReceivers

  init(_ receivers: WebhookReceivers) { self.receivers = receivers }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head):
      guard let endpoint = Int(head.uri.dropFirst()), let message = head.headers.first(name: "webhook-id") else {
        return
      }
      receivers.note(.init(endpoint: endpoint, message: message))
    case .body: break
    case .end:
      let head = HTTPResponseHead(version: .http1_1, status: .noContent)
      context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
