internal import NIOCore
internal import NIOHTTP1

/// An HTTP reply that says no and ends the connection.
struct Refusal {
  let status: Int
  let headers: [(String, String)]
  let body: [UInt8]

  private init(_ status: Int, _ headers: [(String, String)], _ body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A refusal of our own, with a sentence for whoever debugs the client.
  init(_ status: Int, _ sentence: String, headers: [(String, String)] = []) {
    self.init(status, headers + [("Content-Type", "text/plain; charset=utf-8")], Array((sentence + "\n").utf8))
  }

  /// A route's refusal. One that cannot be sent as a reply is a mistake of ours: 500.
  init(status: Int, headers: [(String, String)], body: [UInt8]) {
    guard (300...599).contains(status), status != 304, HTTPToken.maySend(headers) else {
      self.init(500, "The reply could not be made.")
      return
    }
    self.init(status, headers, body)
  }

  /// The reply's head. Framing is ours, whatever the route says of it.
  var head: HTTPResponseHead {
    var fields = HTTPHeaders(headers)
    fields.remove(name: "Transfer-Encoding")
    fields.replaceOrAdd(name: "Content-Length", value: String(body.count))
    fields.replaceOrAdd(name: "Connection", value: "close")
    return HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
  }
}
