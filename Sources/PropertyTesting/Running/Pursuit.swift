/// One failure on its way to the smallest case: judges the shrinker's candidates and keeps the last that failed.
final class Pursuit<Input: Sendable>: ShrinkSubject {
  /// After so many candidates that had to be cancelled the rest is not worth the wait.
  private static var mostHungCandidates: Int { 3 }

  private let trial: Trial<Input>
  private let board: RunBoard
  private let threads: CaseThreads?
  /// Tells of the failing case, which has become smaller.
  private let publish: (Input, Failure, Recording) -> Void
  private(set) var failure: Failure
  private(set) var hungCandidates = 0
  private var candidates = 0
  private var recording: Recording?

  init(
    _ failure: Failure, _ trial: Trial<Input>, _ board: RunBoard, _ threads: CaseThreads?,
    publish: @escaping (Input, Failure, Recording) -> Void
  ) {
    self.failure = failure
    self.trial = trial
    self.board = board
    self.threads = threads
    self.publish = publish
  }

  /// Whether shrinking has ended early, be it for hung candidates or because the run is stopped.
  var isOver: Bool { hungCandidates >= Self.mostHungCandidates || board.isStopped }

  var work: Int { trial.work }

  func follow(_ ranks: [UInt64], fence: ChoiceSource.Fence?) -> Recording? {
    followed { trial.made(ranks, fence: fence) }
  }

  func follow(_ script: AlignedScript) -> Recording? { followed { trial.made(script) } }

  private func followed(_ make: () -> Recording?) -> Recording? {
    if isOver { return nil }
    candidates += 1
    trial.heart.begin(.following, candidates)
    recording = make()
    trial.heart.rest()
    return recording
  }

  /// Other failures do not count.
  func failsAgain() async -> Bool {
    guard let input = trial.input, let recording, !isOver else { return false }
    candidates += 1
    trial.heart.begin(.candidate, candidates)
    let verdict = await judged(input)
    trial.heart.rest()
    board.count(evaluations: 1)
    if board.takeHungCandidate() {
      hungCandidates += 1
      return false
    }
    guard case .failed(let found) = verdict, found.origin == failure.origin else { return false }
    failure = found
    publish(input, found, recording)
    return true
  }

  /// Once a candidate was cancelled, and the task of the run with it, each further one gets a task of its own.
  private func judged(_ input: Input) async -> Verdict {
    guard hungCandidates > 0, let threads else { return await trial.judge(input) }
    let body = trial.law.body
    let task = Task(executorPreference: threads) { try await body(input) }
    board.cancels { task.cancel() }
    do {
      try await task.value
      return .held
    } catch {
      return Verdict(error)
    }
  }
}
