/// A transaction that several looks share.
struct Hold {
  static let begin = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

  /// Where it runs, once its first look succeeded.
  var connection: Connection?
  /// The look that is to begin it.
  var opener: Request?
  /// Looks that wait for the one that runs.
  var pending: [Request] = []
  /// Why there is no more to be seen.
  var failure: PostgresFailure?
}
