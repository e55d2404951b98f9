/// So many at once, so many waiting, and no more.
actor Turns {
  private let waitingAtMost: Int
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(atOnce: Int, waiting: Int) {
    free = atOnce
    waitingAtMost = waiting
  }

  /// A turn, which must be passed on; `false` when too many wait for one.
  func take() async -> Bool {
    if free > 0 {
      free -= 1
      return true
    }
    guard waiting.count < waitingAtMost else { return false }
    await withCheckedContinuation { waiting.append($0) }
    return true
  }

  func pass() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
