extension PoolThread {
  /// A look in a held transaction: the first one needs a connection, the next ones their turn on it.
  func accept(_ request: Request, inHold number: UInt64) {
    guard let hold = holds[number] else {
      holds[number] = Hold(opener: request)
      return enqueue(request)
    }
    if let failure = hold.failure { return endWaiting(request, failure) }
    if let connection = hold.connection, case .held = connection.duty { return start(request, on: connection) }
    holds[number]?.pending.append(request)
  }

  /// A look succeeded: the connection belongs to the hold, and the next look has its turn.
  func continueHold(_ number: UInt64, on connection: Connection) {
    guard var hold = holds[number], hold.failure == nil else {
      connection.isPoisoned = true  // its body ended without waiting for its look
      return rest(connection)
    }
    hold.connection = connection
    hold.opener = nil
    hold.pending.removeAll { $0.state != .waiting }
    let next = hold.pending.isEmpty ? nil : hold.pending.removeFirst()
    holds[number] = hold
    if let next { start(next, on: connection) }
  }

  /// The first look gave up before it was sent; the next one may be the first.
  func neverBegan(_ request: Request, inHold number: UInt64) {
    guard var hold = holds[number], hold.opener === request else { return }
    hold.pending.removeAll { $0.state != .waiting }
    let next = hold.pending.isEmpty ? nil : hold.pending.removeFirst()
    hold.opener = next
    holds[number] = next == nil ? nil : hold
    if let next { enqueue(next) }
  }

  /// What the hold saw is gone: every further look fails. Its connection is closed, unless the caller still needs it.
  func lose(hold number: UInt64, _ failure: PostgresFailure, keeping kept: Connection? = nil) {
    guard let hold = holds[number], hold.failure == nil else { return }
    holds[number] = Hold(failure: failure)
    for request in hold.pending { endWaiting(request, failure) }
    guard let connection = hold.connection, connection !== kept else { return }
    if case .held = connection.duty { discard(connection) }
  }

  /// The body of a hold ended.
  func release(_ number: UInt64) {
    guard let hold = holds.removeValue(forKey: number) else { return }
    for request in hold.pending { endWaiting(request, .cancelled) }
    guard let connection = hold.connection else { return }
    guard case .held = connection.duty else {
      connection.isPoisoned = true
      return
    }
    connection.duty = .releasing
    connection.deadline = now + settings.answerLimit
    setAlarm(connection.deadline)
    guard connection.send(opening: [Statement("COMMIT")], []) else { return discard(connection) }
    flush(connection)
  }
}
