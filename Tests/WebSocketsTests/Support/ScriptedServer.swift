import NIOCore
import NIOPosix

/// A server that answers the first request on each connection with fixed bytes, then closes if told to.
enum ScriptedServer {
  static func run(answer: String?, closes: Bool = true, _ body: (Int) async throws -> Void) async throws {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Answering(answer, closes: closes))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      try await body(channel.localAddress?.port ?? 0)
    } catch {
      try await channel.close()
      throw error
    }
    try await channel.close()
  }

  private final class Answering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let answer: String?
    private let closes: Bool
    private var heard = ""

    init(_ answer: String?, closes: Bool) {
      self.answer = answer
      self.closes = closes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      heard += String(buffer: Self.unwrapInboundIn(data))
      guard heard.contains("\r\n\r\n") else { return }
      if let answer { context.writeAndFlush(NIOAny(ByteBuffer(string: answer)), promise: nil) }
      if closes { context.close(promise: nil) }
    }
  }
}
