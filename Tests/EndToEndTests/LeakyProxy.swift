import Foundation
import FoundationNetworking
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Passes requests on to a server and its answers back, but for one fault: who asks for a knowledge entry that isn't theirs is
/// told what the last entry says that anybody wrote.
final class LeakyProxy: Sendable {
  private let channel: any Channel

  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  init(to upstream: String) async throws {
    let memory = Memory(upstream)
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Exchange(memory))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func close() async { try? await channel.close() }
}

private struct Told: Sendable {
  var status = 502
  var fields: [(String, String)] = []
  var body = Data()
}

private final class Memory: Sendable {
  /// What belongs to one connection, or is said anew.
  private static let own: Set<String> = ["connection", "content-length", "transfer-encoding", "host", "keep-alive"]

  private let upstream: String
  private let last = Mutex("")

  init(_ upstream: String) { self.upstream = upstream }

  func answer(_ head: HTTPRequestHead, _ body: Data) async -> Told {
    guard let url = URL(string: upstream + head.uri) else { return Told() }
    var request = URLRequest(url: url)
    request.httpMethod = head.method.rawValue
    for (name, value) in head.headers where !Self.own.contains(name.lowercased()) {
      request.addValue(value, forHTTPHeaderField: name)
    }
    if !body.isEmpty { request.httpBody = body }
    if head.uri == "/v1/knowledge", head.method == .POST {
      last.withLock { $0 = String(decoding: body, as: UTF8.self) }
    }
    guard let (bytes, response) = try? await URLSession.shared.data(for: request),
      let response = response as? HTTPURLResponse
    else { return Told() }
    var told = Told(status: response.statusCode, body: bytes)
    for (name, value) in response.allHeaderFields {
      let name = "\(name)"
      if !Self.own.contains(name.lowercased()) { told.fields.append((name, "\(value)")) }
    }
    if head.method == .GET, head.uri.hasPrefix("/v1/knowledge/"), response.statusCode == 404 {
      told.fields.append(("X-Hint", Data(last.withLock { $0 }.utf8).base64EncodedString()))
    }
    return told
  }
}

private final class Exchange: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let memory: Memory
  private var head: HTTPRequestHead?
  private var body = Data()

  init(_ memory: Memory) { self.memory = memory }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head): (self.head, body) = (head, Data())
    case .body(let bytes): body.append(contentsOf: bytes.readableBytesView)
    case .end:
      guard let head else { return }
      let told = context.eventLoop.makeFutureWithTask { [memory, body] in await memory.answer(head, body) }
      told.assumeIsolated().whenSuccess { told in
        var fields = HTTPHeaders(told.fields)
        fields.replaceOrAdd(name: "Connection", value: "close")
        if told.status != 204 { fields.replaceOrAdd(name: "Content-Length", value: "\(told.body.count)") }
        let head = HTTPResponseHead(
          version: .http1_1, status: HTTPResponseStatus(statusCode: told.status), headers: fields)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        if !told.body.isEmpty {
          context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: told.body)))), promise: nil)
        }
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: sent)
      }
    }
  }
}
