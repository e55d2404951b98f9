/// A place where one side says that it has arrived and waits until the other opens.
struct Gate: Sendable {
  private let arrivals: AsyncStream<Void>
  private let arrival: AsyncStream<Void>.Continuation
  private let openings: AsyncStream<Void>
  private let opening: AsyncStream<Void>.Continuation

  init() {
    (arrivals, arrival) = AsyncStream.makeStream()
    (openings, opening) = AsyncStream.makeStream()
  }

  /// Says so and waits; returns when the gate is opened or the task cancelled.
  func pass() async {
    arrival.yield()
    for await _ in openings { return }
  }

  /// Returns when somebody waits.
  func arrived() async {
    for await _ in arrivals { return }
  }

  /// Lets those who wait and all who come pass.
  func open() { opening.finish() }
}
