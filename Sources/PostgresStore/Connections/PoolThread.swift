import CLibPQ
import Glibc

/// The one thread that touches the pool's connections: it waits for sockets and for tasks at once, and never for a statement.
///
/// Looking a host's name up is the one thing by which libpq may block it; then all of the pool waits, and nobody else.
final class PoolThread {
  let settings: PostgresSettings
  let inbox: Inbox
  private let epoll: CInt
  var connections: [UInt64: Connection] = [:]
  /// Ready for work; the last one was used last and is warm.
  var idle: [Connection] = []
  var queue = RequestQueue()
  var holds: [UInt64: Hold] = [:]
  var backOff: BackOff
  /// Why the last attempt to connect failed; `nil` after one that didn't.
  var connectFailure: PostgresFailure?
  var buffer = ParameterBuffer()
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
  /// Answers of this round: given together at its end, for each wakes a thread, and one that is awake finds the next.
  var answers: [(Request, [Rows])] = []
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

  /// Runs until the pool is closed and the last connection is gone.
  func run() {
    var events = [epoll_event](repeating: epoll_event(), count: 64)
    while true {
      let commands = inbox.take()
      for command in commands { obey(command) }
      startWaiting()
      if isClosing, connections.isEmpty { break }
      let wait = commands.isEmpty ? now.milliseconds(until: nextAlarm) : 0
      let count = epoll_wait(epoll, &events, CInt(events.count), wait)
      now = .now
      for event in events.prefix(Int(max(0, count))) { serve(event) }
      startWaiting()
      for (request, rows) in answers { request.finish(.success(rows)) }
      answers.removeAll(keepingCapacity: true)
      if now >= nextAlarm { keepTime() }
    }
    for command in inbox.shut() { obey(command) }
    for closer in closers { closer.resume() }
  }

  /// Makes sure that the thread looks at the clock at this moment.
  func setAlarm(_ moment: Moment) { nextAlarm = min(nextAlarm, moment) }

  private func keepTime() {
    nextAlarm = .never
    expireWaiting()
    expireLocks()
    for connection in connections.values.sorted(by: { $0.number < $1.number }) {
      if connection.deadline <= now { expire(connection) } else { setAlarm(connection.deadline) }
    }
  }

  private func obey(_ command: Inbox.Command) {
    switch command {
    case .run(let request): accept(request)
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

  private func serve(_ event: epoll_event) {
    guard event.data.u64 != 0 else { return inbox.hush() }
    // One that was closed earlier in this round may still have an event here.
    guard let connection = connections[event.data.u64] else { return }
    if case .connecting = connection.duty { return pollConnecting(connection) }
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
