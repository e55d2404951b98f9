internal import NIOCore
internal import NIOHTTP1

extension CarrierREST {
  /// The reply to a request as it came over the wire.
  func reply(to request: LoopbackRequest) -> LoopbackReply {
    let reply = reply(
      to: Request(
        method: request.method, path: request.target, authorization: request.headers.first(name: "authorization"),
        body: String(buffer: request.body)))
    var headers = HTTPHeaders([
      ("Content-Type", reply.sound == nil ? "application/json" : "audio/mpeg"),
      ("Twilio-Request-Id", CarrierID.random("RQ")),
    ])
    if reply.status == 401 { headers.add(name: "WWW-Authenticate", value: "Basic realm=\"Twilio API\"") }
    return LoopbackReply(
      status: reply.status, headers: headers,
      body: reply.sound.map { ByteBuffer(bytes: $0) } ?? ByteBuffer(string: reply.json),
      manner: reply.isLost ? .broken : .whole)
  }
}
