internal import NIOHTTP1

/// The bounds of one HTTP/1.1 connection to the server; more header than this is answered with 400.
public struct HTTPConnectionLimits: Equatable, Sendable {
  /// Header fields in one request, trailers included.
  public var maximumHeaderFields: Int
  /// Bytes of one field's name and value, and of the request target.
  public var maximumHeaderFieldBytes: Int
  /// Bytes of all names and values in one request.
  public var maximumHeaderBytes: Int
  /// From the connection's opening, TLS included, to the end of its first request's header.
  public var firstRequestTimeout: Duration
  /// How long a connection may be quiet between requests or in the middle of reading one.
  public var idleTimeout: Duration
  /// How long a refused client may take to read the reply and hang up.
  public var lingerTimeout: Duration

  /// The default bounds, each of which can be set.
  public init(
    maximumHeaderFields: Int = 100,
    maximumHeaderFieldBytes: Int = 16 << 10,
    maximumHeaderBytes: Int = 32 << 10,
    firstRequestTimeout: Duration = .seconds(10),
    idleTimeout: Duration = .seconds(60),
    lingerTimeout: Duration = .seconds(2)
  ) {
    self.maximumHeaderFields = maximumHeaderFields
    self.maximumHeaderFieldBytes = maximumHeaderFieldBytes
    self.maximumHeaderBytes = maximumHeaderBytes
    self.firstRequestTimeout = firstRequestTimeout
    self.idleTimeout = idleTimeout
    self.lingerTimeout = lingerTimeout
  }

  /// The same bounds for NIO's decoder.
  var decoder: NIOHTTPDecoderLimitConfiguration {
    var decoder = NIOHTTPDecoderLimitConfiguration()
    decoder.maxHeaderFieldCount = maximumHeaderFields
    decoder.maxHeaderFieldSize = maximumHeaderFieldBytes
    decoder.maxHeaderListSize = maximumHeaderBytes
    return decoder
  }
}
