public import WebSockets

/// The bounds of the HTTP server. What waits, waits no longer than one of them says.
public struct ServerLimits: Equatable, Sendable {
  /// Bytes of one request's body; more is answered with 413.
  public var maximumBodyBytes: Int
  /// How long a body may take to arrive; then the connection is closed.
  public var bodyTimeout: Duration
  /// What is read and thrown away after a 413, so that the client gets to read the answer.
  public var maximumDiscardedBytes: Int
  /// How long that may take.
  public var discardTimeout: Duration
  /// Downloads at once, whose answers are large; more are answered with 503.
  public var maximumDownloads: Int
  /// Connections at once, sockets included; further ones wait in the kernel's queue.
  public var maximumConnections: Int
  /// How long live calls may go on after a stop is asked for, before the listening socket closes.
  public var callDrain: Duration
  /// How long requests and sockets may go on after that, before they are cut off.
  public var requestDrain: Duration
  /// How long one readiness check may take.
  public var readinessTimeout: Duration
  /// The bounds of one connection: header sizes, idle times.
  public var connection: HTTPConnectionLimits

  /// The default bounds, each of which can be set.
  public init(
    maximumBodyBytes: Int = 1 << 20,
    bodyTimeout: Duration = .seconds(30),
    maximumDiscardedBytes: Int = 4 << 20,
    discardTimeout: Duration = .seconds(2),
    maximumDownloads: Int = 4,
    maximumConnections: Int = 4096,
    callDrain: Duration = .seconds(30),
    requestDrain: Duration = .seconds(10),
    readinessTimeout: Duration = .seconds(2),
    connection: HTTPConnectionLimits = HTTPConnectionLimits()
  ) {
    self.maximumBodyBytes = maximumBodyBytes
    self.bodyTimeout = bodyTimeout
    self.maximumDiscardedBytes = maximumDiscardedBytes
    self.discardTimeout = discardTimeout
    self.maximumDownloads = maximumDownloads
    self.maximumConnections = maximumConnections
    self.callDrain = callDrain
    self.requestDrain = requestDrain
    self.readinessTimeout = readinessTimeout
    self.connection = connection
  }
}
