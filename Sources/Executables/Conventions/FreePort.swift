import Foundation

/// Finds a port that is free at the moment. A server's public URL must be known before it listens, since signatures cover
/// it; somebody else taking the port in between shows as a server that doesn't get ready.
public enum FreePort {
  /// A TCP port of 127.0.0.1 that nobody listens on.
  /// - Throws: `CouldNotRun` when the system gives none.
  public static func find() throws(CouldNotRun) -> Int {
    #if os(Linux)
    let stream = Int32(SOCK_STREAM.rawValue)
    #else
    let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    guard descriptor >= 0 else { throw CouldNotRun("no socket is to be had") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isKnown else { throw CouldNotRun("no port of 127.0.0.1 is to be had") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
