internal import NIOCore
internal import NIOHTTP1

/// Ends a connection properly after a request for an upgrade that nobody here wants (`Upgrade: h2c`, an unlisted path).
///
/// NIO's decoder stops at such a request and waits for the new protocol, so what follows on the connection would never
/// be read. The request goes to the router without the wish, as the last one: `Connection: close` in both directions.
final class IgnoredUpgrade: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private var requests = 0
  private var replies = 0
  /// The number of the request that asked; with pipelining, earlier ones may still be unanswered.
  private var lastRequest: Int?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = Self.unwrapInboundIn(data) else {
      context.fireChannelRead(data)
      return
    }
    requests += 1
    guard Self.stopsDecoder(head) else {
      context.fireChannelRead(data)
      return
    }
    lastRequest = requests
    head.headers.remove(name: "Upgrade")
    head.headers.replaceOrAdd(name: "Connection", value: "close")
    context.fireChannelRead(Self.wrapInboundOut(.head(head)))
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(var head) = Self.unwrapOutboundIn(data), !head.isInformational else {
      context.write(data, promise: promise)
      return
    }
    replies += 1
    guard replies == lastRequest else {
      context.write(data, promise: promise)
      return
    }
    head.headers.replaceOrAdd(name: "Connection", value: "close")
    context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
  }

  private static func stopsDecoder(_ head: HTTPRequestHead) -> Bool {
    head.method == .CONNECT
      || (head.headers.contains(name: "Upgrade")
        && HTTPToken.list("Connection", of: head.headers, contains: "upgrade"))
  }
}

extension HTTPResponseHead {
  fileprivate var isInformational: Bool { (100..<200).contains(status.code) }
}
