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
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
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
