import NIOCore
import NIOHTTP1
import Simulators
import Synchronization

/// Answers announcements with TwiML, and everything else with an empty 200.
final class StandInHTTP: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let shared: StandInState
  private var head: HTTPRequestHead?

  init(_ shared: StandInState) { self.shared = shared }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, context: context)
    }
  }

  private func answer(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    var body = ""
    if head.uri == "/twilio/voice/incoming" {
      let number = shared.traffic.withLock { traffic in
        traffic.announcements += 1
        if head.headers["X-Twilio-Signature"].isEmpty { traffic.unsigned += 1 }
        return traffic.announcements
      }
      let url = "ws://127.0.0.1:\(shared.port.withLock { $0 })/twilio/media"
      body =
        #"<Response><Connect><Stream url="\#(url)"><Parameter name="token" value="token-\#(number)"/></Stream>"#
        + "</Connect></Response>"
    } else if head.uri == "/twilio/voice/status" {
      shared.traffic.withLock { $0.endsReported += 1 }
    }
    let headers = HTTPHeaders([("Content-Type", "text/xml"), ("Content-Length", "\(body.utf8.count)")])
    context.write(
      Self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers))), promise: nil)
    context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }
}
