/// One batch that a task waits for.
///
/// Unchecked Sendable: its task makes it and hands it over; from then on only who holds the pool's lock touches what varies.
final class Request: @unchecked Sendable {
  typealias Answer = CheckedContinuation<Result<[Rows], PostgresFailure>, Never>

  /// Which door it came through.
  enum Door: Sendable {
    case look
    case commit(Isolation)
    /// A look in the held transaction of this number, which the first one begins.
    case held(UInt64)
  }

  enum State { case waiting, running, done }

  let door: Door
  /// What goes ahead of the statements in a new transaction; laid out before the lock is taken.
  let opening: [Statement]
  let statements: [Statement]
  var state = State.waiting
  var isCancelled = false
  /// Whether it ran before, on statements that were out of date.
  var isRepeated = false
  var deadline = Moment.never
  private var answer: Answer?

  init(_ scope: Scope, _ door: Door, _ statements: [Statement]) {
    self.door = door
    opening =
      switch door {
      case .look: scope.opening
      case .commit(let isolation): [isolation.begin] + scope.opening
      case .held: [Hold.begin] + scope.opening
      }
    self.statements = statements
  }

  /// Before it is handed over.
  func expect(_ answer: Answer) { self.answer = answer }

  /// Ends the wait of its task; once.
  func finish(_ result: Result<[Rows], PostgresFailure>) {
    state = .done
    answer?.resume(returning: result)
    answer = nil
  }

  /// What ends its transaction, unless Sync does.
  var closing: [Statement] { end.map { [$0] } ?? [] }
  var end: Statement? { commits ? Statement("COMMIT") : nil }

  var commits: Bool { if case .commit = door { true } else { false } }
}
