import Synchronization
import Testing

/// Lets a suite's tests run side by side, but no more than so many at once.
struct AtMost: SuiteTrait, TestTrait, TestScoping {
  /// Those that run, and those that wait in line.
  private final class Line: Sendable {
    private struct State {
      var free: Int
      var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ places: Int) { state = Mutex(State(free: places)) }

    func enter() async {
      await withCheckedContinuation { place in
        let isFree = state.withLock { state in
          guard state.free > 0 else {
            state.waiting.append(place)
            return false
          }
          state.free -= 1
          return true
        }
        if isFree { place.resume() }
      }
    }

    /// The place goes to the first in line.
    func leave() {
      let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
        guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
        state.free += 1
        return nil
      }
      next?.resume()
    }
  }

  private let line: Line

  let isRecursive = true

  fileprivate init(_ places: Int) { line = Line(places) }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await line.enter()
    defer { line.leave() }
    try await function()
  }
}

extension Trait where Self == AtMost {
  /// At most so many tests of the suite at once.
  static func atMost(_ places: Int) -> AtMost { AtMost(places) }
}
