import CLibPQ
import Synchronization

extension PoolThread {
  /// A pipeline came to its Sync.
  func finished(_ batch: Batch, on connection: Connection) {
    switch connection.duty {
    case .checking:
      if case .unreachable(let reason) = batch.failure { return connectFailed(connection, settings.url.reason(reason)) }
      checked(connection, batch)
    case .request(let request): finished(request, batch, on: connection)
    case .rollingBack(let request, let failure):
      rest(connection)
      request.finish(.failure(failure))
    case .releasing: rest(connection)
    case .subscribing(let channels): subscribed(channels, on: connection, batch)
    case .locking(let lock): asked(for: lock, batch, on: connection)
    case .unlocking: unlocked(batch, on: connection)
    case .connecting, .idle, .held, .listening, .keeping: discard(connection)  // nothing was asked
    }
  }

  private func finished(_ request: Request, _ batch: Batch, on connection: Connection) {
    if let failure = batch.failure {
      if batch.isStale, mayRepeat(request, on: connection) { return sendAgain(request, insteadOf: connection) }
      let isOurs = request.isCancelled && failure == .timedOut(.statement)
      return failed(request, isOurs ? .cancelled : failure, on: connection)
    }
    if case .held(let number) = request.door {
      guard connection.transaction == PQTRANS_INTRANS, !connection.isPoisoned else {
        lose(hold: number, .cancelled)
        request.finish(.failure(.cancelled))
        return discard(connection)
      }
      connection.duty = .held(number)
      connection.deadline = now + settings.heldTimeout + .seconds(1)  // the server's own limit comes first
      setAlarm(connection.deadline)
      request.finish(.success(batch.rows))
      return continueHold(number, on: connection)
    }
    rest(connection)
    request.state = .done
    answers.append(PoolAnswer(request: request, rows: batch.rows))
  }

  /// The server undid everything, or does as soon as it is asked to.
  private func failed(_ request: Request, _ failure: PostgresFailure, on connection: Connection) {
    if case .held(let number) = request.door { lose(hold: number, failure, keeping: connection) }
    if connection.transaction == PQTRANS_INERROR, !connection.isPoisoned,
      connection.send(opening: [Statement("ROLLBACK")], [])
    {
      connection.duty = .rollingBack(request, failure)
      flush(connection)
      return
    }
    rest(connection)
    request.finish(.failure(failure))
  }

  /// Ready for the next, when nothing is left of the last: no transaction, no mark, no great age. Otherwise the end.
  func rest(_ connection: Connection, isNew: Bool = false) {
    let isYoung = isNew || now < connection.retiresAt
    guard !isClosing, !connection.isPoisoned, connection.transaction == PQTRANS_IDLE, isYoung else {
      return discard(connection)
    }
    connection.duty = .idle
    connection.deadline = min(now + settings.maximumIdle, connection.retiresAt)
    setAlarm(connection.deadline)
    idle.append(connection)
  }

  /// Only what saw nothing yet: a held transaction's later look can't begin anew.
  private func mayRepeat(_ request: Request, on connection: Connection) -> Bool {
    guard !request.isRepeated, !request.isCancelled, !isClosing else { return false }
    if case .held(let number) = request.door { return holds[number]?.connection == nil }
    return true
  }

  private func sendAgain(_ request: Request, insteadOf connection: Connection) {
    discard(connection)
    request.isRepeated = true
    request.state = .waiting
    inbox.waiting.add(1, ordering: .relaxed)
    queue.putFirst(request)
  }

  /// The connection broke: whoever waits for it hears what can be said.
  func lost(_ connection: Connection, _ reason: String) {
    let batch = connection.batch
    switch connection.duty {
    case .connecting, .checking: return connectFailed(connection, reason)
    case .request(let request):
      let failure = batch.map { $0.failureOnLoss(reason) } ?? .unreachable(reason)
      if case .held(let number) = request.door {
        lose(hold: number, failure ?? .unreachable(reason), keeping: connection)
      }
      if let failure { request.finish(.failure(failure)) } else { request.finish(.success(batch?.rows ?? [])) }
    case .rollingBack(let request, let failure): request.finish(.failure(failure))
    case .held(let number):
      let isLate = connection.deadline <= now + .seconds(2)
      lose(hold: number, isLate ? .timedOut(.held) : .unreachable(reason), keeping: connection)
    case .idle, .releasing, .listening, .subscribing, .keeping, .locking, .unlocking: break
    }
    discard(connection)
  }

  /// What it did took too long.
  func expire(_ connection: Connection) {
    switch connection.duty {
    case .connecting, .checking:
      connectFailed(connection, settings.url.reason("no answer within \(settings.connectTimeout)"))
    case .request(let request):
      if !connection.isPoisoned { askServerToCancel(connection) }
      if !request.commits, request.state == .running {
        if case .held(let number) = request.door { lose(hold: number, .timedOut(.answer), keeping: connection) }
        request.finish(.failure(.timedOut(.answer)))
        return discard(connection)
      }
      lost(connection, settings.url.reason("no answer in time"))
    default: lost(connection, settings.url.reason("no answer in time"))
    }
  }

  /// Answers all who wait, lets what runs come to its end, and takes nothing more.
  func beginClosing() {
    isClosing = true
    failWaiting(.closed)
    failLocks(.closed)
    for number in holds.keys.sorted() { lose(hold: number, .closed) }
    for connection in connections.values.sorted(by: { $0.number < $1.number }) {
      switch connection.duty {
      case .request, .rollingBack: break
      default: discard(connection)
      }
    }
    endSubscriptions()
  }
}
