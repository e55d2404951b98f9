internal import NIOCore
internal import NIOHTTP1

/// A request to a simulated service, whole.
struct LoopbackRequest: Sendable {
  var method: String
  /// Path and query as they were sent.
  var target: String
  /// Names and values as they were sent.
  var headers: HTTPHeaders
  var body = ByteBuffer()
}

/// What a simulated service answers.
struct LoopbackReply: Sendable {
  /// How the answer goes out.
  enum Manner: Equatable, Sendable {
    case whole
    /// Not at all, though the request was heard.
    case never
    /// The connection breaks instead.
    case broken
    /// Only half of the body, then the connection breaks.
    case half
  }

  var status: Int
  var headers = HTTPHeaders()
  var body = ByteBuffer()
  var manner = Manner.whole
}
