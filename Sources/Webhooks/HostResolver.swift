internal import NIOCore
internal import NIOPosix
internal import VoiceCore

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Finds the addresses of a host's name as the system does: `/etc/hosts`, then DNS.
struct HostResolver: Sendable {
  /// What came of it.
  enum Answer: Sendable {
    case addresses([(address: HostAddress, text: String)])
    case unknown, timedOut
  }

  /// The most addresses of one host that are looked at.
  static let maximumAddresses = 16

  let threads: NIOThreadPool
  let eventLoop: any EventLoop

  /// The addresses, in the system's order of preference, within that time: the system's own question may go on for
  /// longer, on one of few threads.
  func callAsFunction(_ host: String, port: Int, within patience: TimeAmount) async -> Answer {
    let (answers, out) = AsyncStream.makeStream(of: Answer.self, bufferingPolicy: .bufferingOldest(1))
    let clock = eventLoop.scheduleTask(in: patience) { _ = out.yield(.timedOut) }
    threads.submit { state in
      if case .active = state { out.yield(Self.look(up: host, port: port)) } else { out.yield(.timedOut) }
    }
    defer { clock.cancel() }
    for await answer in answers { return answer }
    return .timedOut
  }

  private static func look(up host: String, port: Int) -> Answer {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, "\(port)", &hints, &list) == 0 else { return .unknown }
    defer { freeaddrinfo(list) }
    var all: [(HostAddress, String)] = []
    var entry = list
    while let info = entry?.pointee, all.count < maximumAddresses {
      if let found = address(of: info) { all.append(found) }
      entry = info.ai_next
    }
    return all.isEmpty ? .unknown : .addresses(all)
  }

  private static func address(of info: addrinfo) -> (HostAddress, String)? {
    guard let raw = info.ai_addr else { return nil }
    let bytes: [UInt8]
    switch info.ai_family {
    case AF_INET:
      bytes = raw.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
      }
    case AF_INET6:
      bytes = raw.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
      }
    default: return nil
    }
    guard let address = HostAddress(bytes: bytes) else { return nil }
    return (address, text(of: address.bytes))
  }

  /// As it is written for a connection (RFC 4291, section 2.2, without shortening).
  private static func text(of bytes: [UInt8]) -> String {
    guard bytes.count == 16 else { return bytes.map { "\($0)" }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }
}
