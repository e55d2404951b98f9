/// Calls that are placed once and looked at by several laws. A law's second look at an equal call sees another one
/// that was placed like it, so that a failure which doesn't come again is noticed.
actor PlacedCalls {
  private struct Look: Hashable {
    let law: Int
    let call: SpokenCall
  }

  private let place: @Sendable (SpokenCall) async throws -> HeardCall
  private var placed: [SpokenCall: [Task<HeardCall, any Error>]] = [:]
  private var looks: [Look: Int] = [:]
  /// Those that are to be placed before anybody asks for them.
  private var ahead: ArraySlice<SpokenCall> = []

  init(place: @escaping @Sendable (SpokenCall) async throws -> HeardCall) { self.place = place }

  /// What was heard of such a call: of one that the law hasn't looked at yet, or else of a new one.
  func heard(_ call: SpokenCall, by law: Int) async throws -> HeardCall {
    try Task.checkCancellation()
    let look = looks[Look(law: law, call: call), default: 0]
    looks[Look(law: law, call: call)] = look + 1
    let known = placed[call] ?? []
    let task = look < known.count ? known[look] : begin(call) {}
    return try await Self.outcome(of: task)
  }

  /// Waits for a call as long as this look may take. A look that is cut off doesn't hang up: other laws look at the same
  /// call, which has bounds of its own, and `stop` ends it at the latest.
  private static func outcome(of call: Task<HeardCall, any Error>) async throws -> HeardCall {
    let (outcomes, told) = AsyncStream<Result<HeardCall, any Error>>.makeStream()
    // Ends with the call.
    Task {
      told.yield(await call.result)
      told.finish()
    }
    for await outcome in outcomes { return try outcome.get() }
    throw CancellationError()
  }

  /// Places these, so many at once, before anybody asks for them.
  func place(ahead calls: [SpokenCall], lines: Int) {
    ahead = calls[...]
    for _ in 0..<lines { beginNext() }
  }

  /// Hangs up everywhere; nothing runs any more when it returns.
  func stop() async {
    ahead = []
    let all = placed.values.flatMap(\.self)
    for task in all { task.cancel() }
    for task in all { _ = await task.result }
  }

  /// Begins the next one; it begins its successor before anybody learns that it is over, so that whoever asks for calls
  /// in their order finds each one begun.
  private func beginNext() {
    guard let call = ahead.popFirst() else { return }
    _ = begin(call) { self.beginNext() }
  }

  private func begin(
    _ call: SpokenCall, then next: @escaping () -> Void
  ) -> Task<HeardCall, any Error> {
    let task = Task {
      defer { next() }
      return try await place(call)
    }
    placed[call, default: []].append(task)
    return task
  }
}
