import CLibPQ
import Glibc

/// The pool's connections and who waits for them. Whoever holds the lock of `PoolLoop` may touch it, and nobody else: the
/// pool's thread, which waits for sockets, or for a moment a task that finds a connection idle and sends by itself.
///
/// Looking a host's name up is the one thing by which libpq may block; only the pool's thread does that, and then all of
/// the pool waits, and nobody else.
final class PoolThread {
  let settings: PostgresSettings
  let inbox: Inbox
  let epoll: CInt
  var connections: [UInt64: Connection] = [:]
  /// Ready for work; the last one was used last and is warm.
  var idle: [Connection] = []
  var queue = RequestQueue()
  var holds: [UInt64: Hold] = [:]
  var backOff: BackOff
  /// Why the last attempt to connect failed; `nil` after one that didn't.
  var connectFailure: PostgresFailure?
  var listener: Connection?
  /// The one connection that keeps session locks; the locks that are held or wanted, first come first; those to be given
  /// back.
  var keeper: Connection?
  var locks: [LockRequest] = []
  var unlocks: [(lock: LockRequest, done: CheckedContinuation<Void, Never>)] = []
  var subscribers: [String: [UInt64: AsyncStream<Wake>.Continuation]] = [:]
  var isClosing = false
  private var closers: [CheckedContinuation<Void, Never>] = []
  private var lastNumber: UInt64 = 0
  /// Nothing is due before this; it may lie too early, never too late.
  private var nextAlarm = Moment.never
  /// When the thread wakes up by itself.
  private var sleepsUntil = Moment(nanoseconds: 0)
  /// Answers of this round: given together when the lock is free again, for each wakes a thread that may want it.
  var answers: [PoolAnswer] = []
  /// The time of this round.
  var now = Moment.now

  init(_ settings: PostgresSettings, _ inbox: Inbox) {
    self.settings = settings
    self.inbox = inbox
    backOff = BackOff(maximum: settings.maximumBackOff)
    epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
    var event = epoll_event()
    event.events = EPOLLIN.rawValue
    epoll_ctl(epoll, EPOLL_CTL_ADD, inbox.bell, &event)
  }

  deinit { Glibc.close(epoll) }

  /// Does all that can be done without waiting, as the pool's thread.
  func round(_ events: [SocketEvent]) -> PoolRound {
    now = .now
    for event in events { serve(event) }
    let isQuiet = obeyAll()
    startWaiting()
    if now >= nextAlarm {
      keepTime()
      startWaiting()
    }
    defer { answers = [] }
    if isClosing, connections.isEmpty { return PoolRound(answers: answers, wait: 0, isLast: true) }
    sleepsUntil = nextAlarm
    return PoolRound(answers: answers, wait: isQuiet ? now.milliseconds(until: nextAlarm) : 0, isLast: false)
  }

  /// Gives a request the connection that is idle, or the one that its transaction holds: its task sends by itself. Opens
  /// none, for that may block, and overtakes nobody.
  func lend(to request: Request) -> PoolStart {
    guard !isClosing, let connection = connection(for: request) else { return .notNow }
    now = .now
    guard !request.isCancelled else {
      endWaiting(request, .cancelled)
      return .done
    }
    request.deadline = now + settings.waitLimit
    if idle.last === connection { idle.removeLast() }
    if case .held(let number) = request.door, holds[number] == nil { holds[number] = Hold(opener: request) }
    connection.sending.begin()
    let opening = begin(request, on: connection)
    defer { sleepsUntil = min(sleepsUntil, nextAlarm) }
    return .lent(connection, opening: opening, mustRing: nextAlarm < sleepsUntil)
  }

  private func connection(for request: Request) -> Connection? {
    if case .held(let number) = request.door, let hold = holds[number] {
      guard hold.failure == nil, let connection = hold.connection, case .held = connection.duty else { return nil }
      return connection
    }
    return queue.first == nil ? idle.last : nil
  }

  /// After the end: answers what came too late, and those who wait for the end.
  func finish() {
    for command in inbox.shut() { obey(command) }
    for closer in closers { closer.resume() }
    closers = []
  }

  /// Obeys commands until there is none, but not for ever; whether there is none.
  private func obeyAll() -> Bool {
    for _ in 0..<4 {
      let commands = inbox.take()
      if commands.isEmpty { return true }
      for command in commands { obey(command) }
    }
    return false
  }

  /// Makes sure that the thread looks at the clock at this moment.
  func setAlarm(_ moment: Moment) { nextAlarm = min(nextAlarm, moment) }

  private func keepTime() {
    nextAlarm = .never
    expireWaiting()
    expireLocks()
    for connection in connections.values.sorted(by: { $0.number < $1.number }) {
      if connection.deadline > now {
        setAlarm(connection.deadline)
      } else if connection.sending.isUnderWay {
        // Its task is never far from its end; after that the connection may be touched.
        setAlarm(now + .milliseconds(10))
      } else {
        expire(connection)
      }
    }
  }

  private func obey(_ command: Inbox.Command) {
    switch command {
    case .run(let request): accept(request)
    case .sent(let connection, let isSent): sent(connection, isSent)
    case .cancel(let request): cancel(request)
    case .release(let number): release(number)
    case .lock(let lock): accept(lock)
    case .cancelLock(let lock): cancel(lock)
    case .unlock(let lock, let done): release(lock, done)
    case .listen(let channel, let subscriber, let stream): subscribe(stream, subscriber, to: channel)
    case .unlisten(let channel, let subscriber): unsubscribe(subscriber, from: channel)
    case .close(let closer):
      if let closer { closers.append(closer) }
      if !isClosing { beginClosing() }
    }
  }

  private func serve(_ event: SocketEvent) {
    guard event.connection != 0 else { return inbox.hush() }
    // One that was closed earlier in this round may still have an event here.
    guard let connection = connections[event.connection] else { return }
    if case .connecting = connection.duty { return pollConnecting(connection) }
    // Answered before its task is done with sending: heard of again when it is.
    if connection.sending.isInterrupted() { return watch(connection, 0) }
    if event.events & EPOLLOUT.rawValue != 0, !flush(connection) { return }
    switch connection.receive() {
    case .waiting: break
    case .finished(let batch): finished(batch, on: connection)
    case .lost(let words): lost(connection, settings.url.reason(words))
    }
    if connection === listener { deliverNotifications(of: connection) }
  }

  func newNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }

  /// Tells epoll what to watch. While libpq connects it may change the socket under the same number: `isNew` looks again.
  func watch(_ connection: Connection, _ events: UInt32, isNew: Bool = false) {
    let socket = PQsocket(connection.handle)
    guard socket >= 0, isNew || connection.watched != (socket, events) else { return }
    var event = epoll_event()
    event.events = events
    event.data.u64 = connection.number
    if epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) != 0 { epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) }
    connection.watched = (socket, events)
  }

  /// Sends what libpq still has in its buffer, and watches for the moment when the rest fits. False: the connection broke.
  @discardableResult
  func flush(_ connection: Connection) -> Bool {
    let status = PQflush(connection.handle)
    guard status >= 0 else {
      lost(connection, settings.url.reason(connection.words))
      return false
    }
    watch(connection, status == 1 ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue)
    return true
  }

  /// Forgets a connection; with the last reference its socket is closed.
  func discard(_ connection: Connection) {
    connections[connection.number] = nil
    idle.removeAll { $0 === connection }
    if listener === connection { listener = nil }
    if keeper === connection {
      keeper = nil
      keeperIsGone()
    }
    let socket = PQsocket(connection.handle)
    if socket >= 0 { epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nil) }
  }
}
