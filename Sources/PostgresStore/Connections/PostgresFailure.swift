/// Why Postgres could not do what was asked. Holds no row's values and no password.
public enum PostgresFailure: Error, Equatable, Sendable {
  /// A setting is wrong: which one, and what to do. Waiting doesn't help.
  case misconfigured(String)
  /// The server is away or sent us away. Nothing was written; repeating is safe.
  case unreachable(String)
  /// Too many wait already, or this one waited its limit. Nothing was sent.
  case busy
  /// A limit of time ran out. Everything was rolled back.
  case timedOut(TimeLimit)
  /// The task was cancelled. Everything was rolled back.
  case cancelled
  /// COMMIT was sent and the connection was lost before the answer: it holds entirely or not at all.
  case outcomeUnknown(String)
  /// The server refused a statement. Everything was rolled back.
  case rejected(Rejection)
  /// What no statement can carry: a NUL character in text, or more than 65,535 values. Nothing was sent.
  case malformed(String)
  /// The pool was closed.
  case closed

  /// The limits that end a batch.
  public enum TimeLimit: Sendable {
    /// A statement ran longer than the server may run one.
    case statement
    /// A lock was not to be had.
    case lock
    /// The server didn't answer a batch at all.
    case answer
    /// A held transaction lay idle for too long.
    case held
  }

  /// What the server says of a statement that it refused.
  public struct Rejection: Equatable, Sendable {
    /// The five characters of SQLSTATE.
    public let sqlState: String
    /// The violated constraint, when there is one.
    public let constraint: String?
    /// The table, when there is one.
    public let table: String?
    /// The server's words, only where they can't hold a row's values: syntax and names (class 42).
    public let message: String?

    package init(sqlState: String, constraint: String? = nil, table: String? = nil, message: String? = nil) {
      self.sqlState = sqlState
      self.constraint = constraint
      self.table = table
      self.message = message
    }
  }
}
