import CLibPQ
import Glibc
import Synchronization

/// The lock around a pool's connections, and the thread that waits for their sockets.
///
/// Most requests find a connection idle and the lock free: it is lent to their task, which sends by itself without the lock
/// (for sending wakes the server, which may take the core), and the thread isn't woken before the answer is there. Tasks
/// never wait for the lock; what can't be done at once is left to the thread.
final class PoolLoop: Sendable {
  let inbox: Inbox
  private let pool: Mutex<PoolThread>

  init(_ settings: PostgresSettings, _ inbox: Inbox) {
    self.inbox = inbox
    pool = Mutex(PoolThread(settings, inbox))
  }

  /// Hands a request over, unless too many wait already.
  func submit(_ request: Request) throws(PostgresFailure) {
    try inbox.count(request)
    switch pool.withLockIfAvailable({ $0.lend(to: request) }) ?? .notNow {
    case .done: break
    case .lent(let connection, let opening, let mustRing):
      send(request, opening, on: connection)
      if mustRing { inbox.ring() }
    case .notNow: try inbox.submit(request)
    }
  }

  /// As the task that asks, on a connection that is its own until it is done.
  private func send(_ request: Request, _ opening: [Statement], on connection: Connection) {
    let isSent = connection.send(opening: opening, request.statements, closing: request.end)
    let isAllGone = isSent && PQflush(connection.handle) == 0
    if isAllGone, connection.sending.isOver() { return }
    inbox.post(.sent(connection, isSent))
  }

  /// Runs until the pool is closed and the last connection is gone. Only the pool's thread may: it waits.
  func run() {
    let epoll = pool.withLock { $0.epoll }
    var events = [epoll_event](repeating: epoll_event(), count: 64)
    var count = 0
    while true {
      let arrived = events.prefix(count).map { SocketEvent(connection: $0.data.u64, events: $0.events) }
      let round = pool.withLock { $0.round(arrived) }
      for answer in round.answers { answer.request.finish(.success(answer.rows)) }
      if round.isLast { break }
      count = Self.arrivals(at: epoll, &events, within: round.wait)
    }
    pool.withLock { $0.finish() }
  }

  /// How often the thread looks again before it sleeps. Each time every other thread that wants the core had its turn, so
  /// this costs a busy machine nothing and an idle one some microseconds; falling asleep and being woken for an answer that
  /// is about to come costs more.
  private static let looks = 4

  /// How many events there are, after `wait` milliseconds at most (negative: however long that takes).
  private static func arrivals(at epoll: CInt, _ events: inout [epoll_event], within wait: CInt) -> Int {
    for _ in 0..<(wait == 0 ? 0 : looks) {
      sched_yield()
      let count = epoll_wait(epoll, &events, CInt(events.count), 0)
      if count > 0 { return Int(count) }
    }
    return Int(max(0, epoll_wait(epoll, &events, CInt(events.count), wait)))
  }
}

/// What epoll says of a connection, by its number; 0 is the bell.
struct SocketEvent: Sendable {
  let connection: UInt64
  let events: UInt32
}

/// What a round of the pool's thread left to do without the lock.
struct PoolRound: Sendable {
  let answers: [PoolAnswer]
  /// For `epoll_wait`, in milliseconds.
  let wait: CInt
  let isLast: Bool
}

/// What a request is to be told.
struct PoolAnswer: Sendable {
  let request: Request
  let rows: [Rows]
}

/// What came of a task's wish to send by itself.
enum PoolStart: Sendable {
  /// There is nothing to send any more.
  case done
  /// It may, on this connection; `mustRing`: the pool's thread must look at the clock earlier than it means to.
  case lent(Connection, opening: [Statement], mustRing: Bool)
  /// No connection is idle, or others wait.
  case notNow
}
