/// How much of the others' work a committing transaction may notice.
package enum Isolation: Sendable {
  case readCommitted, repeatableRead, serializable

  /// The statement that begins such a transaction.
  var begin: Statement {
    switch self {
    case .readCommitted: Statement("BEGIN ISOLATION LEVEL READ COMMITTED")
    case .repeatableRead: Statement("BEGIN ISOLATION LEVEL REPEATABLE READ")
    case .serializable: Statement("BEGIN ISOLATION LEVEL SERIALIZABLE")
    }
  }
}
