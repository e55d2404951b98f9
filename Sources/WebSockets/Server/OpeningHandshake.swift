internal import NIOCore
internal import NIOHTTP1
internal import NIOWebSocket

/// The server's side of the opening handshake, on values. Source: RFC 6455, section 4.2.
enum OpeningHandshake {
  /// Whether the request wants a WebSocket, however clumsily.
  static func isAsked(by head: HTTPRequestHead) -> Bool {
    HTTPToken.list("Upgrade", of: head.headers, contains: "websocket")
  }

  /// What is wrong with a request for a WebSocket; `nil` when nothing is.
  static func refusal(of head: HTTPRequestHead) -> Refusal? {
    guard head.method == .GET else {
      return Refusal(405, "A WebSocket is asked for with GET.", headers: [("Allow", "GET")])
    }
    guard head.version == .http1_1, HTTPToken.list("Connection", of: head.headers, contains: "upgrade") else {
      return Refusal(400, "A WebSocket needs HTTP/1.1 and Connection: Upgrade.")
    }
    guard head.headers["Sec-WebSocket-Version"] == ["13"] else {
      return Refusal(426, "Only WebSocket version 13 is spoken here.", headers: [("Sec-WebSocket-Version", "13")])
    }
    let keys = head.headers["Sec-WebSocket-Key"]
    guard keys.count == 1, isKey(keys[0]) else {
      return Refusal(
        400, "Sec-WebSocket-Key is missing or is not 16 bytes in base64.", headers: [("Sec-WebSocket-Version", "13")])
    }
    return nil
  }

  /// The request as a route sees it.
  static func request(_ head: HTTPRequestHead) -> UpgradeRequest {
    UpgradeRequest(
      path: path(of: head), query: query(of: head), headers: UpgradeHeaders(head.headers.map { ($0.name, $0.value) }))
  }

  /// The request target up to its query.
  static func path(of head: HTTPRequestHead) -> String {
    String(head.uri.prefix { $0 != "?" })
  }

  /// The reply that opens the socket, or the refusal of what a route must not answer.
  static func reply(
    to head: HTTPRequestHead, subprotocol: String?, headers: [(String, String)], on channel: any Channel
  ) -> EventLoopFuture<HTTPHeaders> {
    var fields = HTTPHeaders(headers)
    if let subprotocol { fields.add(name: "Sec-WebSocket-Protocol", value: subprotocol) }
    // NIO computes the accept value; it completes at once, since nothing in it waits.
    let upgrader = NIOWebSocketServerUpgrader(
      shouldUpgrade: { [fields] channel, _ in channel.eventLoop.makeSucceededFuture(fields) },
      upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
    return upgrader.buildUpgradeResponse(channel: channel, upgradeRequest: head, initialResponseHeaders: [:])
  }

  private static func query(of head: HTTPRequestHead) -> String? {
    head.uri.firstIndex(of: "?").map { String(head.uri[head.uri.index(after: $0)...]) }
  }

  /// 16 bytes in base64 are 22 characters and two of padding.
  private static func isKey(_ key: String) -> Bool {
    let bytes = Array(key.utf8)
    return bytes.count == 24 && bytes.suffix(2).elementsEqual("==".utf8)
      && bytes.prefix(22).allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}
