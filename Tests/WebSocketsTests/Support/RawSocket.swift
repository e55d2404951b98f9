import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A TCP connection that says exactly the bytes it is told to.
struct RawSocket: Sendable {
  enum Heard: Sendable, Equatable {
    case bytes([UInt8])
    case end
  }

  let channel: any Channel
  private let log: Log<Heard>

  /// - Parameter isReading: a peer that doesn't read, in small kernel buffers, when false.
  static func connect(port: Int, isReading: Bool = true) async throws -> RawSocket {
    let log = Log<Heard>()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: isReading)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.socketOption(.so_rcvbuf), value: isReading ? 1 << 18 : 1 << 16)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Ear(log)) }
      }
      .connect(host: "127.0.0.1", port: port).get()
    return RawSocket(channel: channel, log: log)
  }

  func send(_ bytes: [UInt8]) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
  }

  func send(_ text: String) async throws {
    try await send(Array(text.utf8))
  }

  func send(_ frames: Frame...) async throws {
    try await send(frames.flatMap(\.bytes))
  }

  /// Everything heard so far, once it is enough or the peer has ended.
  func bytes(until isEnough: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }) async -> [UInt8] {
    Self.join(await log.entries { $0.last == .end || isEnough(Self.join($0)) })
  }

  /// The text of a reply that has a `Content-Length` or ends with the connection.
  func reply(count: Int = 1) async -> String {
    let bytes = await bytes { bytes in HTTPReply.parse(String(decoding: bytes, as: UTF8.self)).count >= count }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Asks for a WebSocket and hears the whole head of the reply.
  func shakeHands(path: String, headers: String = "") async throws -> String {
    try await send(Self.upgrade(path: path, headers: headers))
    let bytes = await bytes { String(decoding: $0, as: UTF8.self).contains("\r\n\r\n") }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.firstRange(of: "\r\n\r\n").map { String(text[..<$0.lowerBound]) } ?? text
  }

  /// The frames after the handshake, once they are enough or the peer has ended.
  func frames(until isEnough: @escaping @Sendable ([Frame]) -> Bool = { _ in false }) async -> [Frame] {
    Self.frames(in: await bytes { isEnough(Self.frames(in: $0)) })
  }

  /// Whether the peer has ended the connection, waiting for it.
  func end() async {
    _ = await log.entries { $0.last == .end }
  }

  func close() async {
    try? await channel.close()
  }

  /// Ends the connection with a reset, as a machine that lost its state does.
  func reset() async throws {
    try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    try? await channel.close()
  }

  static func upgrade(path: String, headers: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(headers)\r\n"
  }

  private static func frames(in bytes: [UInt8]) -> [Frame] {
    guard let head = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
    return Frame.parse(Array(bytes[head.upperBound...]))
  }

  private static func join(_ heard: [Heard]) -> [UInt8] {
    heard.flatMap { heard -> [UInt8] in if case .bytes(let bytes) = heard { bytes } else { [] } }
  }

  private final class Ear: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let log: Log<Heard>

    init(_ log: Log<Heard>) { self.log = log }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      log.append(.bytes(Array(Self.unwrapInboundIn(data).readableBytesView)))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if case ChannelEvent.inputClosed = event { end(context) }
    }

    func channelInactive(context: ChannelHandlerContext) { end(context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { end(context) }

    private func end(_ context: ChannelHandlerContext) {
      log.append(.end)
      context.close(promise: nil)
    }
  }
}
