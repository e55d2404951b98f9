extension PostgresFailure: CustomStringConvertible {
  /// In one line for an operator: no row's values and no password.
  public var description: String {
    switch self {
    case .misconfigured(let remedy): remedy
    case .unreachable(let reason): "the server can't be reached: \(reason)"
    case .busy: "too many requests wait for a connection; try again, or raise the pool's size"
    case .timedOut(let limit): "a limit of time ran out (\(limit)); everything was rolled back"
    case .cancelled: "cancelled; everything was rolled back"
    case .outcomeUnknown(let reason): "the connection was lost while committing: \(reason)"
    case .rejected(let rejection):
      "the server refused a statement (SQLSTATE \(rejection.sqlState)\(rejection.message.map { ", " + $0 } ?? ""))"
    case .malformed(let what): "can't be sent: \(what)"
    case .closed: "the store was closed"
    }
  }
}
