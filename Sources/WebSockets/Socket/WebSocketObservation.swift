/// What an observer of a server learns, on the event loop of the socket in question: enough to count, nothing personal.
public enum WebSocketObservation: Equatable, Sendable {
  /// A socket opened on the route with this path.
  case opened(path: String)
  /// A socket that had opened is gone.
  case closed(path: String, WebSocketClosure)
  /// A request for the route's path was answered with this HTTP status instead of an upgrade.
  case refused(path: String, status: Int)
}
