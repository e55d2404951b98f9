import Synchronization

/// What a run's workers, its watchdog and its caller tell each other.
final class RunBoard: Sendable {
  private struct State {
    var progress = Progress()
    var labels: [String: Int] = [:]
    var labelled = 0
    var sinceLast = 0
    var failures: [Counterexample] = []
    var current: Counterexample?
    var hang: Moment?
    var cancel: (@Sendable () -> Void)?
    var isCancelled = false
  }

  /// One for each worker; the first is the run's own.
  let hearts: [Heartbeat]
  private let stopped = Atomic(false)
  private let state: Mutex<State>
  private let tell: (@Sendable (Progress) -> Void)?
  private let interval: Int
  private let telling = Mutex(())

  init(_ settings: RunSettings) {
    hearts = (0..<settings.usedWorkers).map { _ in Heartbeat() }
    tell = settings.progress
    interval = max(settings.progressInterval, 1)
    var state = State()
    state.progress.demanded = settings.cases
    self.state = Mutex(state)
  }

  // MARK: - Stopping

  /// Whether no further case should begin.
  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// The case that did not end in its time.
  var hang: Moment? { state.withLock { $0.hang } }

  /// Whether the caller of the run has no use for its result any more.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// How to cancel what is running now; at once if the run is cancelled already.
  func cancels(_ cancel: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      state.cancel = cancel
      return state.isCancelled
    }
    if isLate { cancel() }
  }

  /// The caller gave up.
  func cancel() {
    let cancel = state.withLock { state in
      state.isCancelled = true
      return state.cancel
    }
    stopped.store(true, ordering: .relaxed)
    cancel?()
  }

  /// A case has not ended in its time. That of a candidate ends the candidate, any other the run.
  /// - Returns: How to cancel it.
  func noticed(_ moment: Moment) -> (@Sendable () -> Void)? {
    let cancel = state.withLock { state in
      state.hang = moment
      return state.cancel
    }
    if !moment.isShrinking { stopped.store(true, ordering: .relaxed) }
    return cancel
  }

  /// Lets nothing further begin: the run's report is made without it.
  func abandon() { stopped.store(true, ordering: .relaxed) }

  /// Whether the candidate that has just ended did so only because it was cancelled.
  func takeHungCandidate() -> Bool {
    state.withLock { state in
      guard let hang = state.hang, hang.isShrinking else { return false }
      state.hang = nil
      return true
    }
  }

  // MARK: - Failures

  /// The failing cases as small as they have got, the first bug's first.
  var failures: [Counterexample] { state.withLock { $0.failures } }

  /// The example or the saved case that runs now.
  var current: Counterexample? {
    get { state.withLock { $0.current } }
    set { state.withLock { $0.current = newValue } }
  }

  func publish(_ failure: Counterexample, as place: Int, size: Int) {
    state.withLock { state in
      if place < state.failures.count { state.failures[place] = failure } else { state.failures.append(failure) }
      state.progress.bestSize = size
    }
  }

  // MARK: - Progress

  var progress: Progress {
    state.withLock { state in
      var progress = state.progress
      progress.labels = Tally.sorted(state.labels, of: state.labelled)
      return progress
    }
  }

  /// Whether anybody is told of the progress.
  var isWatched: Bool { tell != nil }

  /// Adds the labels of as many cases as held.
  func count(_ labels: [LabelCount], of cases: Int) {
    state.withLock { state in
      state.labelled += cases
      for label in labels { state.labels[label.label, default: 0] += label.count }
    }
  }

  func enter(_ phase: Progress.Phase) {
    state.withLock { state in
      state.progress.phase = phase
      state.sinceLast = 0
    }
    tellNow()
  }

  /// Counts what was done; every so often somebody is told.
  func count(cases: Int = 0, discards: Int = 0, evaluations: Int = 0, samples: Int = 0) {
    let isTime = state.withLock { state in
      state.progress.cases += cases
      state.progress.discards += discards
      state.progress.evaluations += evaluations
      state.sinceLast += cases + discards + evaluations + samples
      guard state.sinceLast >= interval else { return false }
      state.sinceLast = 0
      return true
    }
    if isTime { tellNow() }
  }

  private func tellNow() {
    guard let tell else { return }
    telling.withLock { _ in tell(progress) }
  }
}
