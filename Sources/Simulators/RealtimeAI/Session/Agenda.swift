/// What is due later, in order; equal times keep the order of adding.
struct Agenda<Job: Sendable>: Sendable {
  private var entries: [(due: Duration, job: Job)] = []

  var deadline: Duration? { entries.first?.due }

  mutating func add(_ job: Job, at due: Duration) {
    let index = entries.firstIndex { $0.due > due } ?? entries.endIndex
    entries.insert((due, job), at: index)
  }

  /// The next job that is due by now.
  mutating func take(by now: Duration) -> (due: Duration, job: Job)? {
    guard let first = entries.first, first.due <= now else { return nil }
    return entries.removeFirst()
  }

  mutating func clear() { entries = [] }
}
