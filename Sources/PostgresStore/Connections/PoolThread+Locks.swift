import CLibPQ
import Glibc

/// Session locks, all of one node on one connection of their own, the keeper: with it they are gone.
extension PoolThread {
  func accept(_ lock: LockRequest) {
    guard !lock.isCancelled else { return lock.finish(.failure(.cancelled)) }
    guard !isClosing else { return lock.finish(.failure(.closed)) }
    // A session gets its own lock as often as it asks: of one node's tasks only one may.
    guard !locks.contains(where: { $0.name == lock.name }) else { return lock.finish(.success(false)) }
    lock.deadline = now + settings.waitLimit
    setAlarm(lock.deadline)
    locks.append(lock)
    workOnLocks()
  }

  /// Its task no longer waits for it. One that is being asked for is given back as soon as it is there.
  func cancel(_ lock: LockRequest) {
    lock.isCancelled = true
    guard locks.contains(where: { $0 === lock }), lock.state == .waiting else { return }
    locks.removeAll { $0 === lock }
    lock.finish(.failure(.cancelled))
  }

  /// Gives a lock back; one that was lost is given back already.
  func release(_ lock: LockRequest, _ done: CheckedContinuation<Void, Never>) {
    guard lock.state == .held else { return done.resume() }
    unlocks.append((lock, done))
    workOnLocks()
  }

  /// The keeper does one thing after the other: locks go back before others are asked for.
  func workOnLocks() {
    guard let keeper, case .keeping = keeper.duty else { return }
    if let (lock, _) = unlocks.first {
      keeper.duty = .unlocking
      ask(lock.name.unlocking, keeper)
    } else if let lock = locks.first(where: { $0.state == .waiting }) {
      lock.state = .asking
      keeper.duty = .locking(lock)
      ask(lock.name.locking, keeper)
    } else if locks.isEmpty {
      // Kept for the next attempt to lead, but not for ever.
      keeper.deadline = now + settings.maximumIdle
      setAlarm(keeper.deadline)
    } else {
      keeper.deadline = .never
    }
  }

  private func ask(_ statement: Statement, _ keeper: Connection) {
    keeper.deadline = now + settings.answerLimit
    setAlarm(keeper.deadline)
    guard keeper.send(opening: [], [statement]) else {
      return lost(keeper, settings.url.reason(keeper.words))
    }
    flush(keeper)
  }

  /// The connection may keep locks from now on. What is kept should be known to be lost soon after the network is: others
  /// take this node for dead by then. The server is asked for the same with each lock.
  func beginKeeping(_ connection: Connection) {
    for (option, value) in [
      (TCP_KEEPIDLE, Keepalive.idle), (TCP_KEEPINTVL, Keepalive.interval), (TCP_KEEPCNT, Keepalive.count),
    ] {
      var value = value
      // A socket that isn't TCP's refuses, and needs none.
      setsockopt(PQsocket(connection.handle), CInt(IPPROTO_TCP), option, &value, socklen_t(MemoryLayout<CInt>.size))
    }
    connection.duty = .keeping
    connection.deadline = .never
    workOnLocks()
  }

  func asked(for lock: LockRequest, _ batch: Batch, on keeper: Connection) {
    if let failure = batch.failure {
      locks.removeAll { $0 === lock }
      lock.finish(.failure(failure))
      return discard(keeper)  // the session may have it all the same
    }
    let isOurs = batch.rows.first.map { $0.count == 1 && $0.bool(0, 0) == true } ?? false
    if !isOurs { locks.removeAll { $0 === lock } }
    lock.finish(.success(isOurs))
    keeper.duty = .keeping
    workOnLocks()
  }

  func unlocked(_ batch: Batch, on keeper: Connection) {
    let (lock, done) = unlocks.removeFirst()
    locks.removeAll { $0 === lock }
    lock.isOver()
    let isFree = batch.failure == nil && batch.rows.first?.bool(0, 0) == true
    keeper.duty = .keeping
    // Else the session may still have what nobody here holds, and nobody anywhere would ever lead again.
    if !isFree { discard(keeper) }
    done.resume()
    workOnLocks()
  }

  /// The keeper is gone, and every lock with it. Who waited for a lock may be served by the next keeper.
  func keeperIsGone() {
    let gone = locks.filter { $0.state != .waiting }
    locks.removeAll { $0.state != .waiting }
    for lock in gone { lock.finish(.failure(.unreachable(settings.url.reason("the connection was lost")))) }
    for (lock, done) in unlocks {
      lock.isOver()
      done.resume()
    }
    unlocks = []
  }

  func failLocks(_ failure: PostgresFailure) {
    let waiting = locks.filter { $0.state == .waiting }
    locks.removeAll { $0.state == .waiting }
    for lock in waiting { lock.finish(.failure(failure)) }
  }

  /// Nobody waits for a lock longer than for a connection.
  func expireLocks() {
    for lock in locks where lock.state == .waiting {
      if lock.deadline <= now { lock.finish(.failure(connectFailure ?? .busy)) } else { setAlarm(lock.deadline) }
    }
    locks.removeAll { $0.state == .over }
  }
}
