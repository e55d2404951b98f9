import Synchronization
package import VoiceCore

/// Rings once, at the moment that was set last; what rings already is not taken back.
///
/// There is a task only while it is set. A task that waits for a moment to be told costs a call some 4 KiB, and most calls press no
/// key and have no operator.
package final class Alarm: Sendable {
  private enum State {
    case quiet
    case set(Task<Void, Never>)
    case over
  }

  private let time: any TimeSource
  private let ring: @Sendable () -> Void
  private let state = Mutex(State.quiet)

  /// An alarm that isn't set.
  package init(by time: any TimeSource, ring: @escaping @Sendable () -> Void) {
    self.time = time
    self.ring = ring
  }

  /// Rings then, and not when it was to before. Nothing once it is over.
  package func set(at due: Timestamp) { set(in: due - time.now()) }

  /// Rings after so long, and not when it was to before. Nothing once it is over.
  package func set(in pause: Duration) {
    state.withLock { state in
      if case .over = state { return }
      if case .set(let former) = state { former.cancel() }
      // Detached: it needs nothing of whoever sets it. It ends with `end()` at the latest.
      state = .set(
        Task.detached { [time, ring] in
          do { try await time.sleep(for: max(.zero, pause)) } catch { return }
          ring()
        })
    }
  }

  /// Never rings again.
  package func end() {
    state.withLock { state in
      if case .set(let former) = state { former.cancel() }
      state = .over
    }
  }
}
