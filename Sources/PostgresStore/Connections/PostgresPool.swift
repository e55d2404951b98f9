/// The connections of one node to its Postgres: every statement goes through here, and each in a transaction of one scope.
///
/// One lock guards all connections, and one thread waits for them; tasks send their batches, or leave them to the thread
/// when no connection is idle, and wait without a thread. A connection carries one batch at a time, and one that was cancelled,
/// timed out or broke in the middle is closed, never used again.
package final class PostgresPool: Sendable {
  let inbox: Inbox
  private let loop: PoolLoop
  private let settings: PostgresSettings

  /// Starts the pool's thread. The first connection is made for the first request.
  package init(_ settings: PostgresSettings) throws(PostgresFailure) {
    let inbox = try Inbox(maximumWaiting: settings.maximumWaiting)
    self.inbox = inbox
    self.settings = settings
    let loop = PoolLoop(settings, inbox)
    self.loop = loop
    guard NewThread.start({ loop.run() }) else {
      throw .unreachable("no thread left on this machine")
    }
  }

  deinit { inbox.post(.close(nil)) }

  /// Reads, in ONE round trip and one transaction: the scope, the statements, Sync. Only for what changes nothing.
  /// - Returns: What each statement answered, in order.
  package func look(_ scope: Scope, _ statements: [Statement]) async throws(PostgresFailure) -> [Rows] {
    try await run(Request(scope, .look, statements))
  }

  /// Writes, in ONE round trip and one transaction: BEGIN, the scope, the statements, COMMIT, Sync. On an error nothing is
  /// written; the ROLLBACK is a second trip.
  /// - Throws: `.outcomeUnknown` when the connection broke after COMMIT was sent; every other error means: not written.
  package func commit(
    _ scope: Scope, isolation: Isolation, _ statements: [Statement]
  ) async throws(PostgresFailure) -> [Rows] {
    try await run(Request(scope, .commit(isolation), statements))
  }

  /// Lets `body` look several times at one snapshot. It takes a connection with its first look, which begins the
  /// transaction in the same round trip, and gives it back at the end without waiting.
  package func hold<Outcome, Failure: Error>(
    _ scope: Scope, _ body: (Held) async throws(Failure) -> Outcome
  ) async throws(Failure) -> Outcome {
    let held = Held(pool: self, scope: scope, number: inbox.newNumber())
    // Most bodies look once, without holding anything.
    defer { if held.hasLooked { inbox.post(.release(held.number)) } }
    return try await body(held)
  }

  /// Hears notifications of a channel until the stream is dropped or the pool is closed, over lost connections too.
  /// Bounded: of more wakes than `maximumWakes` the oldest go.
  package func listen(_ channel: String) -> AsyncStream<Wake> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Wake.self, bufferingPolicy: .bufferingNewest(max(1, settings.maximumWakes)))
    let subscriber = inbox.newNumber()
    let inbox = inbox
    continuation.onTermination = { _ in inbox.post(.unlisten(channel: channel, subscriber: subscriber)) }
    if !inbox.post(.listen(channel: channel, subscriber: subscriber, continuation)) { continuation.finish() }
    return stream
  }

  /// Takes nothing more, answers all who wait with `.closed`, and returns when what runs has ended.
  package func close() async {
    await withCheckedContinuation { closed in
      if !inbox.post(.close(closed)) { closed.resume() }
    }
  }

  func run(_ request: Request) async throws(PostgresFailure) -> [Rows] {
    for statement in request.statements { try statement.check() }
    guard !Task.isCancelled else { throw .cancelled }
    if let observer = settings.observer { observer(request.opening + request.statements + request.closing) }
    let (inbox, loop) = (inbox, loop)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        request.expect(answer)
        // From here on the request is the pool's; refused, it was never anybody's.
        do throws(PostgresFailure) { try loop.submit(request) } catch { answer.resume(returning: .failure(error)) }
      }
    } onCancel: {
      inbox.post(.cancel(request))
    }
    return try result.get()
  }
}
