import NIOCore
import NIOPosix

/// Finds a port that is free at the moment. The public URL is part of every signature, so it must be known before the
/// server listens; somebody else taking the port in between shows as a failure to listen.
enum FreePort {
  static func find(on host: String) async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: host, port: 0)
      .get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }
}
