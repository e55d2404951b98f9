import CLibPQ
import Synchronization

/// One connection, from its first packet to its last. One at a time touches it, or libpq would hang.
///
/// Unchecked Sendable: it belongs to whoever holds the pool's lock, except while a task sends on it without the lock;
/// `sending` says so, and the pool keeps its hands off until the task is done.
final class Connection: @unchecked Sendable {
  /// What came of the last look at the socket.
  enum Progress {
    case waiting
    /// The batch ended at its Sync.
    case finished(Batch)
    /// The connection is broken, or says what the protocol doesn't allow.
    case lost(String)
  }

  /// Names the connection in epoll's events. Never used twice.
  let number: UInt64
  let handle: OpaquePointer
  let retiresAt: Moment
  /// What it is doing for whom.
  var duty = Duty.connecting
  /// By when that must be over.
  var deadline: Moment
  /// Never to be used again: closed as soon as what runs has ended.
  var isPoisoned = false
  /// The socket that epoll watches, and for what.
  var watched: (socket: CInt, events: UInt32) = (-1, 0)
  /// The channels that a listener asked for.
  var channels: Set<String> = []
  /// Whether a task sends on it, without the pool's lock.
  let sending = Sending()
  private(set) var batch: Batch?
  private var prepared: PreparedStatements
  private var emptyAnswers = 0
  private var buffer = ParameterBuffer()

  init(number: UInt64, handle: OpaquePointer, settings: PostgresSettings, now: Moment) {
    self.number = number
    self.handle = handle
    prepared = PreparedStatements(capacity: settings.preparedStatements)
    deadline = now + settings.connectTimeout * settings.url.hostCount
    // Spread, so that those that were opened together aren't closed together.
    retiresAt = now + settings.maximumAge * Double.random(in: 0.8...1)
    // Without this libpq prints notices to standard error.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  var transaction: PGTransactionStatusType { PQtransactionStatus(handle) }

  /// Sends everything up to the Sync in one go; false when libpq would not have it, and then the connection is of no use.
  func send(opening: [Statement], _ statements: [Statement], closing: Statement? = nil) -> Bool {
    var batch = Batch()
    batch.steps.reserveCapacity(opening.count + statements.count + 4)
    defer { self.batch = batch }
    let abandoned = prepared.takeAbandoned()
    for name in abandoned {
      guard PQsendQueryParams(handle, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 1) == 1 else { return false }
      batch.steps.append(.housekeeping)
      guard PQpipelineSync(handle) == 1 else { return false }
      batch.steps.append(.housekeepingSync)
    }
    for statement in opening { guard send(statement, as: .opening, &batch) else { return false } }
    for statement in statements { guard send(statement, as: .statement, &batch) else { return false } }
    if let closing { guard send(closing, as: .commit, &batch) else { return false } }
    guard PQpipelineSync(handle) == 1 else { return false }
    batch.steps.append(.sync)
    emptyAnswers = 0
    return true
  }

  private func send(_ statement: Statement, as step: Batch.Step, _ batch: inout Batch) -> Bool {
    let name: String
    switch prepared.find(statement) {
    case .prepared(let known): name = known
    case .new(let fresh, let types):
      name = fresh
      guard PQsendPrepare(handle, fresh, statement.sql, CInt(types.count), types) == 1 else { return false }
      batch.steps.append(.prepare(sql: statement.sql, name: fresh))
    }
    batch.steps.append(step)
    return buffer.lend(statement.values) { pointers, lengths, formats in
      PQsendQueryPrepared(handle, name, CInt(statement.values.count), pointers, lengths, formats, 1) == 1
    }
  }

  /// Reads what the socket has.
  func receive() -> Progress {
    let isReadable = PQconsumeInput(handle) == 1
    let progress = digest()
    if case .waiting = progress, !isReadable || PQstatus(handle) == CONNECTION_BAD { return .lost(words) }
    return progress
  }

  /// libpq's words on what went wrong.
  var words: String { String(cString: PQerrorMessage(handle)) }

  private func digest() -> Progress {
    guard var batch else { return .waiting }
    self.batch = nil  // so that it isn't copied
    while PQisBusy(handle) == 0 {
      guard let result = PQgetResult(handle) else {
        // The end of one command's answer. More than one in a row: libpq has nothing to wait for, and we have.
        emptyAnswers += 1
        guard emptyAnswers < 3 else {
          self.batch = batch
          return .lost("the server's answer ended too early")
        }
        if batch.isAnswered { batch.advance() }
        continue
      }
      emptyAnswers = 0
      if PQresultStatus(result) == PGRES_FATAL_ERROR, PostgresFailure.serverError(in: result) == nil {
        PQclear(result)
        self.batch = batch
        return .lost(words)
      }
      guard batch.take(result, &prepared) else {
        self.batch = batch
        return .lost("the server's answer doesn't fit what it was asked")
      }
      if batch.next == batch.steps.count {
        if batch.failure != nil { prepared.forgetUnconfirmed() }
        return .finished(batch)
      }
    }
    self.batch = batch
    return .waiting
  }
}
