/// What a connection is doing, and for whom.
enum Duty {
  case connecting
  /// Asks whose rights it has.
  case checking
  case idle
  case request(Request)
  /// Takes a failed transaction back; then the request gets its answer.
  case rollingBack(Request, PostgresFailure)
  /// In a held transaction, between two looks.
  case held(UInt64)
  /// Ends a held transaction.
  case releasing
  /// Keeps session locks and has nothing to ask.
  case keeping
  /// Asks for a session lock.
  case locking(LockRequest)
  /// Gives the first of those back that are to be given back.
  case unlocking
  /// Waits for notifications.
  case listening
  /// Asks for notifications of these channels.
  case subscribing([String])
}
