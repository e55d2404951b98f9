/// One at a time, in the order of asking.
package actor TurnTaker {
  package static let shared = TurnTaker()
  private var last: Task<Void, any Error>?

  package func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let previous = last
    let mine = Task {
      _ = try? await previous?.value
      try await work()
    }
    last = mine
    try await mine.value
  }
}
