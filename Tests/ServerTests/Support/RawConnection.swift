import NIOCore
import NIOPosix

/// A TCP connection that says exactly what it is told to, which no well-behaved client would.
enum RawConnection {
  /// Sends these texts, one write each, and returns everything that comes until the server closes.
  static func exchange(port: Int, _ texts: [String]) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      var heard = ByteBuffer()
      for text in texts { try await outbound.write(ByteBuffer(string: text)) }
      // A reset instead of an orderly end is an end as well.
      do { for try await part in inbound { heard.writeImmutableBuffer(part) } } catch {}
      return String(buffer: heard)
    }
  }

  /// Whether anybody accepts connections there.
  static func isAccepted(port: Int) async -> Bool {
    guard
      let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: port).get()
    else { return false }
    try? await channel.close()
    return true
  }
}
