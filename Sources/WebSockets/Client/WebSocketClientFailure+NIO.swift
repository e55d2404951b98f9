internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

extension WebSocketClientFailure {
  /// What an error of the connection or its first bytes means; texts stay behind, since they name hosts.
  init(_ error: any Error) {
    switch error {
    case let failure as WebSocketClientFailure: self = failure
    case ChannelError.connectTimeout: self = .timedOut
    case NIOSSLError.uncleanShutdown: self = .badHandshake(.connectionClosed)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .tls
    case is HTTPParserError: self = .badHandshake(.malformedReply)
    case let error as IOError: self = .connectionFailed(errno: error.errnoCode)
    case let error as NIOConnectionError:
      if let last = error.connectionErrors.last?.error { self.init(last) } else { self = .connectionFailed(errno: nil) }
    default: self = .connectionFailed(errno: nil)
    }
  }
}
