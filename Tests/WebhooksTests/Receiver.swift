import NIOCore
import NIOPosix
import Synchronization

/// A server of a tenant's own, on loopback: remembers what it is sent, and answers as it is told.
final class Receiver: Sendable {
  /// How it answers a whole request.
  enum Manner: Sendable {
    /// Says this and closes.
    case says(String)
    /// Says the head, then a gigabyte as long as anybody listens.
    case pours
    /// Says a byte of a head that never ends, again and again.
    case drips
    case isSilent
  }

  /// A request as it came.
  struct Request: Sendable {
    let head: [String]
    let body: [UInt8]

    func header(_ name: String) -> String? {
      head.first { $0.lowercased().hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 2)) }
    }
  }

  let port: Int
  private let listener: any Channel
  private let seen: Seen

  final class Seen: Sendable {
    let requests = Mutex<[Request]>([])
    let poured = Mutex(0)
  }

  var requests: [Request] { seen.requests.withLock { $0 } }
  /// How many bytes were taken from it while it poured.
  var poured: Int { seen.poured.withLock { $0 } }

  init(_ manner: Manner) async throws {
    let seen = Seen()
    self.seen = seen
    listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(manner, seen))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    port = listener.localAddress?.port ?? 0
  }

  func close() async throws { try await listener.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let manner: Manner
    private let seen: Seen
    private var bytes: [UInt8] = []
    private var isDone = false

    init(_ manner: Manner, _ seen: Seen) {
      self.manner = manner
      self.seen = seen
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      bytes += unwrapInboundIn(data).readableBytesView
      guard !isDone, let request = whole() else { return }
      isDone = true
      seen.requests.withLock { $0.append(request) }
      switch manner {
      case .isSilent: break
      case .says(let text):
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.value.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text))).whenComplete { _ in
          context.value.close(promise: nil)
        }
      case .pours:
        context.writeAndFlush(
          wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n")), promise: nil)
        pour(context, left: 1_000)
      case .drips:
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 200 OK\r\nx: ")), promise: nil)
        drip(context)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func pour(_ context: ChannelHandlerContext, left: Int) {
      guard left > 0 else { return }
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(repeating: 65, count: 1_000_000))).whenSuccess {
        let (handler, context) = bound.value
        handler.seen.poured.withLock { $0 += 1_000_000 }
        handler.pour(context, left: left - 1)
      }
    }

    private func drip(_ context: ChannelHandlerContext) {
      guard context.channel.isActive else { return }
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "a")), promise: nil)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: .milliseconds(20)) { bound.value.0.drip(bound.value.1) }
    }

    private func whole() -> Request? {
      let end = Array("\r\n\r\n".utf8)
      guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
      let head = String(decoding: bytes[..<start], as: UTF8.self).split(separator: "\r\n").map(String.init)
      let request = Request(head: head, body: Array(bytes[(start + 4)...]))
      return request.body.count == Int(request.header("content-length") ?? "0") ? request : nil
    }
  }
}
