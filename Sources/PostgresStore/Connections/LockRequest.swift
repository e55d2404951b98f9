/// A session lock that a task wants, or has.
///
/// Unchecked Sendable: its task makes it and hands it over; from then on only who holds the pool's lock touches what varies.
final class LockRequest: @unchecked Sendable {
  typealias Answer = CheckedContinuation<Result<Bool, PostgresFailure>, Never>

  enum State {
    /// For its turn on the keeper's connection.
    case waiting
    case asking
    case held
    case over
  }

  let name: SessionLockName
  /// Ends when the lock is no longer held.
  let end: AsyncStream<Void>.Continuation
  var state = State.waiting
  /// Its task gave up, perhaps before it was handed over.
  var isCancelled = false
  var deadline = Moment.never
  private var answer: Answer?

  init(_ name: SessionLockName, end: AsyncStream<Void>.Continuation) {
    self.name = name
    self.end = end
  }

  /// Before it is handed over.
  func expect(_ answer: Answer) { self.answer = answer }

  /// Ends the wait of its task; once.
  func finish(_ result: Result<Bool, PostgresFailure>) {
    answer?.resume(returning: result)
    answer = nil
    if case .success(true) = result { state = .held } else { isOver() }
  }

  /// It isn't held any more.
  func isOver() {
    state = .over
    end.finish()
  }
}

/// What a session lock is known by, to all sessions of a database.
struct SessionLockName: Hashable {
  /// "VCld" in ASCII: apart from locks of one number, which migrations and commits use.
  private static let space: Int64 = 0x5643_6C64

  private let number: Int64

  /// Of a text: FNV-1a, 32 bits. Names are few and all of them ours.
  init(_ text: String) {
    var hash: UInt32 = 0x811C_9DC5
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    number = Int64(Int32(bitPattern: hash))
  }

  var locking: Statement {
    Statement("SELECT pg_try_advisory_lock($1::bigint::integer, $2::bigint::integer), \(Keepalive.settings)", values)
  }

  var unlocking: Statement {
    Statement("SELECT pg_advisory_unlock($1::bigint::integer, $2::bigint::integer)", values)
  }

  private var values: [PostgresValue] { [.integer(Self.space), .integer(number)] }
}

/// How soon a network that is gone shows at a connection that keeps locks: after 5 s + 3 times 2 s, on both sides.
enum Keepalive {
  /// In seconds, as the system wants them.
  static let idle: CInt = 5
  static let interval: CInt = 2
  static let count: CInt = 3

  /// For the server's side of the session that asks. The last one is for what the server has sent and nobody confirms.
  static let settings = """
    set_config('tcp_keepalives_idle', '\(idle)', false), set_config('tcp_keepalives_interval', '\(interval)', false), \
    set_config('tcp_keepalives_count', '\(count)', false), \
    set_config('tcp_user_timeout', '\((idle + interval * count) * 1_000)', false)
    """
}
