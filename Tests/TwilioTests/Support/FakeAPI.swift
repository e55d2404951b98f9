import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

/// A REST API on loopback that answers everything the same and remembers what it was asked.
final class FakeAPI: Sendable {
  struct Asked: Sendable {
    let head: HTTPRequestHead
    var body = ""
  }

  let port: Int
  private let asked: Remembered
  private let channel: any Channel

  var requests: [Asked] { asked.all }

  init(status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: String) async throws {
    let asked = Remembered()
    self.asked = asked
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(
            Answerer(asked: asked, status: status, headers: headers, body: body))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = try #require(channel.localAddress?.port)
  }

  func close() async throws { try await channel.close() }

  final class Remembered: Sendable {
    private let requests = Mutex<[Asked]>([])
    var all: [Asked] { requests.withLock { $0 } }
    func add(_ request: Asked) { requests.withLock { $0.append(request) } }
  }

  private final class Answerer: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let asked: Remembered
    private let status: HTTPResponseStatus
    private let headers: HTTPHeaders
    private let body: String
    private var request: Asked?

    init(asked: Remembered, status: HTTPResponseStatus, headers: HTTPHeaders, body: String) {
      self.asked = asked
      self.status = status
      self.headers = headers
      self.body = body
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch Self.unwrapInboundIn(data) {
      case .head(let head): request = Asked(head: head)
      case .body(let part): request?.body += String(buffer: part)
      case .end:
        if let request { asked.add(request) }
        var fields = headers
        fields.replaceOrAdd(name: "Content-Length", value: String(body.utf8.count))
        context.write(
          Self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: fields))),
          promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
