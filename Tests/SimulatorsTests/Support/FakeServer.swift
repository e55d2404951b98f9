import NIOCore
import NIOPosix
import Simulators
import WebSockets

/// A server of a few lines for the carrier to call: answers webhooks by a closure, opens WebSockets.
final class FakeServer: Sendable {
  struct Request: Sendable {
    var method: String
    var target: String
    var headers: [String: String]
    var body: String
    var fields: [FormField] { FormText.decode(body) ?? [] }
    func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
  }

  enum Reply: Sendable {
    case twiml(String)
    case status(Int, type: String, body: String)
    /// Never.
    case none
  }

  let port: Int
  private let received: Log<Request>
  private let loops: any EventLoopGroup

  var requests: [Request] { received.all }
  var baseURL: String { "http://127.0.0.1:\(port)" }
  var streamURL: String { "ws://127.0.0.1:\(port)/twilio/media" }

  private init(port: Int, received: Log<Request>, loops: any EventLoopGroup) {
    self.port = port
    self.received = received
    self.loops = loops
  }

  static func run(
    answer: @escaping @Sendable (Request, _ port: Int) -> Reply,
    socket: (@Sendable () -> any WebSocketHandler)? = nil, _ body: (FakeServer) async throws -> Void
  ) async throws {
    let loops = MultiThreadedEventLoopGroup.singleton
    let received = Log<Request>()
    let channel = try await ServerBootstrap(group: loops)
      .childChannelOption(.allowRemoteHalfClosure, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            FakeConnection(received: received, answer: answer, socket: socket))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      try await body(FakeServer(port: channel.localAddress?.port ?? 0, received: received, loops: loops))
    } catch {
      try? await channel.close()
      throw error
    }
    try await channel.close()
  }
}

private final class FakeConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let received: Log<FakeServer.Request>
  private let answer: @Sendable (FakeServer.Request, Int) -> FakeServer.Reply
  private let socket: (@Sendable () -> any WebSocketHandler)?
  private var heard = ByteBuffer()
  private var isSocket = false

  init(
    received: Log<FakeServer.Request>, answer: @escaping @Sendable (FakeServer.Request, Int) -> FakeServer.Reply,
    socket: (@Sendable () -> any WebSocketHandler)?
  ) {
    self.received = received
    self.answer = answer
    self.socket = socket
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isSocket else { return context.fireChannelRead(data) }
    var bytes = Self.unwrapInboundIn(data)
    heard.writeBuffer(&bytes)
    while let request = takeRequest() {
      received.append(request)
      if request.headers["upgrade"] == "websocket" {
        upgrade(request, context: context)
      } else {
        reply(to: request, context: context)
      }
    }
  }

  private func takeRequest() -> FakeServer.Request? {
    guard let end = heard.readableBytesView.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: heard.readableBytesView[..<end.lowerBound], as: UTF8.self)
    let lines = head.split(separator: "\r\n").map(String.init)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let length = Int(headers["content-length"] ?? "0") ?? 0
    guard heard.readableBytesView.endIndex - end.upperBound >= length else { return nil }
    heard.moveReaderIndex(to: end.upperBound)
    let body = heard.readString(length: length) ?? ""
    let start = lines[0].split(separator: " ").map(String.init)
    return FakeServer.Request(method: start[0], target: start[1], headers: headers, body: body)
  }

  private func reply(to request: FakeServer.Request, context: ChannelHandlerContext) {
    let (status, type, body): (Int, String, String)
    switch answer(request, context.channel.localAddress?.port ?? 0) {
    case .none: return
    case .twiml(let inner): (status, type, body) = (200, "text/xml", "<Response>\(inner)</Response>")
    case .status(let code, let kind, let text): (status, type, body) = (code, kind, text)
    }
    let text = "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
  }

  private func upgrade(_ request: FakeServer.Request, context: ChannelHandlerContext) {
    guard let socket else {
      context.writeAndFlush(
        NIOAny(ByteBuffer(string: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
        promise: nil)
      context.close(promise: nil)
      return
    }
    let key = (request.headers["sec-websocket-key"] ?? "") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    let accept = String(decoding: Base64Text.encode(sha1(Array(key.utf8))), as: UTF8.self)
    context.writeAndFlush(
      NIOAny(
        ByteBuffer(
          string: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(accept)\r\n\r\n")), promise: nil)
    isSocket = true
    _ = try? WebSocketConnection.open(on: context.channel, as: .server) { _ in socket() }
  }
}
