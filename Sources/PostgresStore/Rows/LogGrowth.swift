import Synchronization

/// Tells all nodes that logs have grown, and hears it from them.
final class LogGrowth: Sendable {
  /// The channel of `NOTIFY`; without content.
  private static let channel = "voicecore_log"
  /// Between two notifications of one node: so many commits become one, and none of them pays for a round trip more.
  static let pause = Duration.milliseconds(5)

  private enum State: Sendable { case idle, announcing, announcingOnceMore }

  private let pool: PostgresPool
  private let state = Mutex(State.idle)

  init(_ pool: PostgresPool) { self.pool = pool }

  /// Tells everyone: at once, or when the pause after the last time is over. At most one notification is on its way from
  /// this node, and one more waits.
  func announce() {
    let isFirst = state.withLock { state in
      defer { state = state == .idle ? .announcing : .announcingOnceMore }
      return state == .idle
    }
    guard isFirst else { return }
    Task {
      repeat {
        // A hint: whoever doesn't hear it asks a little later.
        _ = try? await pool.look(.platform, [Statement("SELECT pg_notify($1, '')", [.text(Self.channel)])])
        try? await Task.sleep(for: Self.pause)
      } while hasMore()
    }
  }

  /// Hears of commits; ends with the pool.
  func stream() -> AsyncStream<Void> {
    let wakes = pool.listen(Self.channel)
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let listening = Task {
      for await _ in wakes { continuation.yield() }
      continuation.finish()
    }
    continuation.onTermination = { _ in listening.cancel() }
    return stream
  }

  private func hasMore() -> Bool {
    state.withLock { state in
      state = state == .announcingOnceMore ? .announcing : .idle
      return state == .announcing
    }
  }
}
