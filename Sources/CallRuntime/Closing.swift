import Synchronization
import VoiceCore

/// Tells what runs beside the calls that it is to come to its end in good order: once, and for good.
public final class Closing: Sendable {
  private struct State {
    var isClosed = false
    var next = 0
    var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
  }

  private let state = Mutex(State())

  /// Open.
  public init() {}

  /// Whether it is time to end.
  public var isClosed: Bool { state.withLock { $0.isClosed } }

  /// From now on it is time to end. Twice is once.
  public func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      return state.waiting.sorted { $0.key < $1.key }.map(\.value)
    }
    for waiter in waiting { waiter.finish() }
  }

  /// Returns when it is time to end, or the task is cancelled.
  public func wait() async {
    let (stream, end) = AsyncStream.makeStream(of: Void.self)
    let number = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.next += 1
      state.waiting[state.next] = end
      return state.next
    }
    guard let number else { return }
    for await _ in stream {}
    state.withLock { _ = $0.waiting.removeValue(forKey: number) }
  }

  /// Sleeps; `false`, and earlier, when it is time to end or the task is cancelled.
  func sleep(for span: Duration, by time: any TimeSource) async -> Bool {
    guard !isClosed else { return false }
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do { try await time.sleep(for: span) } catch { return false }
        return true
      }
      group.addTask {
        await self.wait()
        return false
      }
      let first = await group.next() ?? false
      group.cancelAll()
      return first
    }
  }
}
