import CLibPQ
import Synchronization

extension PoolThread {
  /// Takes a request that its task handed over.
  func accept(_ request: Request) {
    guard !request.isCancelled else { return endWaiting(request, .cancelled) }
    guard !isClosing else { return endWaiting(request, .closed) }
    request.deadline = now + settings.waitLimit
    guard case .held(let number) = request.door else { return enqueue(request) }
    accept(request, inHold: number)
  }

  func enqueue(_ request: Request) {
    queue.append(request)
    setAlarm(request.deadline)
  }

  /// Gives idle connections to those who wait, in the order of their arrival, and opens more for the rest.
  func startWaiting() {
    while let connection = idle.last, let request = queue.first {
      idle.removeLast()
      queue.removeFirst()
      start(request, on: connection)
    }
    openConnections()
  }

  /// Sends a request's pipeline: from BEGIN to COMMIT in one piece.
  func start(_ request: Request, on connection: Connection) {
    let opening = begin(request, on: connection)
    let isSent = connection.send(opening: opening, request.statements, closing: request.end)
    guard isSent else { return lost(connection, settings.url.reason(connection.words)) }
    flush(connection)
  }

  /// The connection is the request's from now on.
  /// - Returns: What goes ahead of its statements.
  func begin(_ request: Request, on connection: Connection) -> [Statement] {
    if request.state == .waiting { inbox.waiting.subtract(1, ordering: .relaxed) }
    request.state = .running
    connection.duty = .request(request)
    connection.deadline = now + settings.answerLimit
    setAlarm(connection.deadline)
    // A held transaction that has begun goes on.
    return connection.transaction == PQTRANS_INTRANS ? [] : request.opening
  }

  /// A task is done with sending, and something is left to do: it failed, not everything fitted, or the answer is there.
  func sent(_ connection: Connection, _ isSent: Bool) {
    connection.sending.end()
    guard connections[connection.number] === connection else { return }
    guard isSent else { return lost(connection, settings.url.reason(connection.words)) }
    // Watches again; epoll tells of what is there already.
    guard flush(connection), case .request(let request) = connection.duty, request.isCancelled else { return }
    askServerToCancel(connection)
  }

  /// Ends the wait of a request that was never sent.
  func endWaiting(_ request: Request, _ failure: PostgresFailure) {
    guard request.state == .waiting else { return }
    inbox.waiting.subtract(1, ordering: .relaxed)
    request.finish(.failure(failure))
    if case .held(let number) = request.door { neverBegan(request, inHold: number) }
  }

  func failWaiting(_ failure: PostgresFailure) {
    while let request = queue.first {
      queue.removeFirst()
      endWaiting(request, failure)
    }
  }

  func expireWaiting() {
    while let request = queue.first {
      guard request.deadline <= now else { return setAlarm(request.deadline) }
      queue.removeFirst()
      let isAway = !connections.values.contains { !$0.isOpening }
      endWaiting(request, isAway ? connectFailure ?? .busy : .busy)
    }
  }

  /// The task no longer wants the answer: the statement is cancelled, and its connection never used again.
  func cancel(_ request: Request) {
    request.isCancelled = true
    switch request.state {
    case .done: break
    case .waiting:
      // Before `accept` nobody expects an answer yet; `accept` sees the mark.
      guard request.deadline != .never else { return }
      endWaiting(request, .cancelled)
      if queue.length > 64 + 2 * inbox.waiting.load(ordering: .relaxed) { queue.prune() }
    case .running:
      guard let connection = connections.values.first(where: { $0.isServing(request) }) else { return }
      connection.isPoisoned = true
      if !connection.sending.isInterrupted() { askServerToCancel(connection) }
      connection.deadline = min(connection.deadline, now + settings.cancelGrace)
      setAlarm(connection.deadline)
      // Whether a commit still happened only the server knows: its task waits for the word.
      guard !request.commits else { return }
      request.finish(.failure(.cancelled))
      if case .held(let number) = request.door { lose(hold: number, .cancelled) }
    }
  }

  /// On a thread of its own, for libpq's call blocks; not more of them than connections.
  func askServerToCancel(_ connection: Connection) {
    let inbox = inbox
    guard inbox.cancels.load(ordering: .relaxed) < max(1, settings.size),
      let cancel = CancelRequest(for: connection.handle)
    else { return }
    inbox.cancels.add(1, ordering: .relaxed)
    let isStarted = NewThread.start {
      cancel.send()
      inbox.cancels.subtract(1, ordering: .relaxed)
    }
    if !isStarted { inbox.cancels.subtract(1, ordering: .relaxed) }
  }
}

extension Connection {
  func isServing(_ request: Request) -> Bool {
    if case .request(let served) = duty { served === request } else { false }
  }
}
