import CLibPQ
import Glibc

extension PoolThread {
  /// Opens connections for those who wait, one at a time while the server is away.
  func openConnections() {
    guard !isClosing else { return }
    let mayListen = !subscribers.isEmpty && listener == nil
    let waiting = queue.first == nil ? 0 : queue.length
    let mayKeep = !locks.isEmpty && keeper == nil
    guard waiting > 0 || mayListen || mayKeep else { return }
    guard now >= backOff.until else { return setAlarm(backOff.until) }
    var connecting = connections.values.count { $0.isOpening && $0 !== listener && $0 !== keeper }
    var total = connections.count - (listener == nil ? 0 : 1) - (keeper == nil ? 0 : 1)
    if backOff.isActive, connections.values.contains(where: \.isOpening) { return }
    if mayListen {
      listener = open()
      if backOff.isActive { return }
    }
    if mayKeep {
      keeper = open()
      if backOff.isActive { return }
    }
    while connecting < waiting, total < max(1, settings.size) {
      guard open() != nil else { return }
      connecting += 1
      total += 1
      if backOff.isActive { return }
    }
  }

  private func open() -> Connection? {
    let parameters = settings.connectionParameters
    let keywords = parameters.map { strdup($0.keyword) } + [nil]
    let values = parameters.map { strdup($0.value) } + [nil]
    defer { for text in keywords + values { free(text) } }
    let handle = PQconnectStartParams(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
    guard let handle else {
      connectFailed(.unreachable(settings.url.reason("no memory for a connection")))
      return nil
    }
    let connection = Connection(number: newNumber(), handle: handle, settings: settings, now: now)
    guard PQstatus(handle) != CONNECTION_BAD else {
      connectFailed(.unreachable(settings.url.reason(connection.words)))
      return nil
    }
    connections[connection.number] = connection
    setAlarm(connection.deadline)
    // As libpq's manual wants it: begin as if it had said that it waits to write.
    watch(connection, EPOLLOUT.rawValue, isNew: true)
    return connection
  }

  func pollConnecting(_ connection: Connection) {
    switch PQconnectPoll(connection.handle) {
    case PGRES_POLLING_READING: watch(connection, EPOLLIN.rawValue, isNew: true)
    case PGRES_POLLING_WRITING: watch(connection, EPOLLOUT.rawValue, isNew: true)
    case PGRES_POLLING_OK:
      connection.duty = .checking
      let isReady =
        PQsetnonblocking(connection.handle, 1) == 0 && PQenterPipelineMode(connection.handle) == 1
        && connection.send(opening: [], [RoleCheck.statement])
      guard isReady else { return connectFailed(connection, settings.url.reason(connection.words)) }
      flush(connection)
    default: connectFailed(connection, settings.url.reason(connection.words))
    }
  }

  /// The role is known: the connection may serve, or must not.
  func checked(_ connection: Connection, _ batch: Batch) {
    if let failure = settings.checksRole ? RoleCheck.failure(in: batch.rows, setting: settings.url.setting) : nil {
      discard(connection)
      return connectFailed(failure, isHopeless: true)
    }
    backOff.succeeded()
    connectFailure = nil
    guard connection !== listener else { return subscribeAll(on: connection) }
    guard connection !== keeper else { return beginKeeping(connection) }
    rest(connection, isNew: true)
    startWaiting()  // however short its life, it serves once
  }

  func connectFailed(_ connection: Connection, _ reason: String) {
    let isHopeless =
      PQconnectionNeedsPassword(connection.handle) == 1 || PQconnectionUsedPassword(connection.handle) == 1
    discard(connection)
    connectFailed(.unreachable(reason), isHopeless: isHopeless)
  }

  /// Remembers why, and leaves the server alone for a while. When waiting can't help, nobody waits any longer.
  private func connectFailed(_ failure: PostgresFailure, isHopeless: Bool = false) {
    connectFailure = failure
    backOff.failed(at: now)
    setAlarm(backOff.until)
    if isHopeless, !connections.values.contains(where: { !$0.isOpening }) { failWaiting(failure) }
  }
}

extension Connection {
  /// Whether it isn't ready for its first request yet.
  var isOpening: Bool {
    switch duty {
    case .connecting, .checking: true
    default: false
    }
  }
}
