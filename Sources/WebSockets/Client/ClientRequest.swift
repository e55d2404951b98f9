internal import NIOCore
internal import NIOHTTP1
internal import NIOWebSocket

/// The client's side of the opening handshake, on values. Source: RFC 6455, section 4.1.
struct ClientRequest: Sendable {
  let head: HTTPRequestHead
  private let key: String
  private let subprotocols: [String]

  init(
    _ url: WebSocketURL, headers: [(String, String)], subprotocols: [String],
    key: String = NIOWebSocketClientUpgrader.randomRequestKey()
  ) throws(WebSocketClientFailure) {
    guard HTTPToken.maySend(headers), subprotocols.allSatisfy(HTTPToken.isToken) else { throw .invalidHeaders }
    var fields = HTTPHeaders(headers)
    fields.replaceOrAdd(name: "Host", value: url.hostField)
    fields.replaceOrAdd(name: "Connection", value: "Upgrade")
    fields.replaceOrAdd(name: "Upgrade", value: "websocket")
    fields.replaceOrAdd(name: "Sec-WebSocket-Version", value: "13")
    fields.replaceOrAdd(name: "Sec-WebSocket-Key", value: key)
    fields.remove(name: "Sec-WebSocket-Extensions")
    fields.remove(name: "Sec-WebSocket-Protocol")
    if !subprotocols.isEmpty {
      fields.add(name: "Sec-WebSocket-Protocol", value: subprotocols.joined(separator: ", "))
    }
    head = HTTPRequestHead(version: .http1_1, method: .GET, uri: url.target, headers: fields)
    self.key = key
    self.subprotocols = subprotocols
  }

  /// The subprotocol that a reply of status 101 agrees on, if any.
  func subprotocol(agreedBy reply: HTTPResponseHead) throws(WebSocketClientFailure) -> String? {
    guard HTTPToken.list("Upgrade", of: reply.headers, contains: "websocket"),
      HTTPToken.list("Connection", of: reply.headers, contains: "upgrade")
    else { throw .badHandshake(.upgradeMissing) }
    // NIO computes and compares the accept value.
    let upgrader = NIOWebSocketClientUpgrader(
      requestKey: key, upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
    guard upgrader.shouldAllowUpgrade(upgradeResponse: reply) else { throw .badHandshake(.wrongAccept) }
    guard !reply.headers.contains(name: "Sec-WebSocket-Extensions") else { throw .badHandshake(.unofferedExtension) }
    let agreed = reply.headers["Sec-WebSocket-Protocol"]
    guard agreed.count <= 1, agreed.allSatisfy(subprotocols.contains) else {
      throw .badHandshake(.unofferedSubprotocol)
    }
    return agreed.first
  }
}
