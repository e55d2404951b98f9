internal import Synchronization

/// Records the calls of clients in the order in which they begin and end.
public final class CallHistory<Operation: Sendable, Outcome: Sendable>: Sendable {
  private struct State {
    var calls: [RecordedCall<Operation, Outcome>] = []
    var places = 0

    mutating func nextPlace() -> Int {
      defer { places += 1 }
      return places
    }
  }

  private let state = Mutex(State())

  /// A history without calls.
  public init() {}

  /// The calls in order of their beginning.
  public var calls: [RecordedCall<Operation, Outcome>] { state.withLock { $0.calls } }

  /// Records one call of `client`.
  /// - Returns: What `perform` returns.
  /// - Throws: What `perform` throws; the call is then one whose effect nobody knows.
  nonisolated(nonsending) public func call(
    _ client: String, _ operation: Operation, _ perform: @Sendable (Operation) async throws -> Outcome
  ) async throws -> Outcome {
    let number = begin(client, operation)
    let outcome = try await perform(operation)
    end(number, outcome)
    return outcome
  }

  /// - Returns: The call's number.
  func begin(_ client: String, _ operation: Operation) -> Int {
    state.withLock { state in
      state.calls.append(RecordedCall(client: client, operation: operation, invoked: state.nextPlace()))
      return state.calls.count - 1
    }
  }

  func end(_ number: Int, _ outcome: Outcome) {
    state.withLock { state in state.calls[number].answer = (state.nextPlace(), outcome) }
  }
}

extension SimulatedWorld {
  /// Lets clients perform their operations, each client its own in order, all clients at once.
  /// - Parameter isUnanswered: Whether a call that threw this is merely one whose effect nobody knows (a time-out, a lost
  ///   connection): it stays in the history without an answer, and its client goes on. By default none is.
  /// - Throws: What `perform` throws otherwise, of the first client that fails.
  public func perform<Operation: Sendable, Outcome: Sendable>(
    _ clients: [[Operation]], isUnanswered: @escaping @Sendable (any Error) -> Bool = { _ in false },
    _ perform: @escaping @Sendable (Operation) async throws -> Outcome
  ) async throws -> CallHistory<Operation, Outcome> {
    let history = CallHistory<Operation, Outcome>()
    let tasks = clients.enumerated().map { number, operations in
      let client = "client \(number)"
      return spawn(client) {
        for operation in operations {
          await self.pause(at: "begin")
          do {
            _ = try await history.call(client, operation, perform)
          } catch  where isUnanswered(error) {
            continue
          }
        }
      }
    }
    for task in tasks { try await task.value }
    return history
  }
}
