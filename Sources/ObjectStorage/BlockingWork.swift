import Dispatch
import Synchronization
import VoiceCore

/// Calls that block a thread, kept away from the cooperative threads: a few lanes, and a bounded number in all.
final class BlockingWork: Sendable {
  private let lanes: [DispatchQueue]
  private let maximumWaiting: Int
  private let turns = Mutex((next: 0, running: 0))

  init(lanes: Int, maximumWaiting: Int) {
    self.lanes = (0..<max(1, lanes)).map { DispatchQueue(label: "objects.\($0)") }
    self.maximumWaiting = maximumWaiting
  }

  /// Runs a call and waits for it, also in a task that was cancelled. Beyond the bound it is `.unavailable`.
  func run<Value: Sendable>(
    _ call: @escaping @Sendable () throws(ObjectFailure) -> Value
  ) async throws(ObjectFailure) -> Value {
    let lane = try takeTurn()
    defer { turns.withLock { $0.running -= 1 } }
    let result = await withCheckedContinuation { result in
      lane.async {
        let outcome: Result<Value, ObjectFailure>
        do throws(ObjectFailure) { outcome = .success(try call()) } catch { outcome = .failure(error) }
        result.resume(returning: outcome)
      }
    }
    return try result.get()
  }

  private func takeTurn() throws(ObjectFailure) -> DispatchQueue {
    try turns.withLock { turns throws(ObjectFailure) in
      guard turns.running < maximumWaiting else { throw .unavailable }
      turns.running += 1
      turns.next = (turns.next + 1) % lanes.count
      return lanes[turns.next]
    }
  }
}
