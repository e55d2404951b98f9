#if SUBJECT_SERVER
import NIOCore
import NIOPosix

/// Finds a port that is free at the moment. The server's public URL must be known before it listens, since signatures
/// cover it; somebody else taking the port in between shows as a server that doesn't get ready.
enum FreePort {
  static func find() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }
}
#endif
