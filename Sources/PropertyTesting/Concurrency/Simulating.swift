internal import Synchronization

/// Runs `body` and all its tasks under `schedule`, one job at a time on the calling thread, in simulated time: equal
/// schedules give equal runs.
///
/// The run is over when `body` returns or throws; tasks that haven't ended are cancelled then, and so are all waits on the
/// world's clock and things. What is suspended elsewhere stays so for ever, with the memory it holds; such worlds are
/// counted in ``SimulatedWorld/leftBehind``.
/// - Throws: ``Discard`` and `CancellationError` as they are, everything else in a ``SimulationFailure`` with its story.
public func simulate<Outcome: Sendable>(
  _ schedule: Schedule = .calm, limits: SimulationLimits = SimulationLimits(),
  _ body: @escaping @Sendable (SimulatedWorld) async throws -> Outcome
) async throws -> Outcome {
  let world = SimulatedWorld(schedule, limits)
  let ending = Ending<Outcome>()
  let failure = await world.run {
    do { ending.reached(.success(try await body(world))) } catch { ending.reached(.failure(error)) }
  }
  // A run that went well needs no story.
  var story = failure == nil && ending.hasSucceeded ? "" : world.story
  if let left = world.close() { story += "\n" + left }
  if let failure { throw failure is CancellationError ? failure : SimulationFailure(underlying: failure, story: story) }
  switch ending.result {
  case .success(let outcome)?: return outcome
  case .failure(let error)? where error is Discard || error is CancellationError: throw error
  case .failure(let error)?: throw SimulationFailure(underlying: error, story: story)
  case nil: preconditionFailure("a run without a failure has ended its body")
  }
}

/// How a body ended, told across tasks.
private final class Ending<Outcome: Sendable>: Sendable {
  private let state = Mutex<Result<Outcome, any Error>?>(nil)

  func reached(_ result: Result<Outcome, any Error>) { state.withLock { $0 = result } }

  var result: Result<Outcome, any Error>? { state.withLock { $0 } }

  var hasSucceeded: Bool { if case .success? = result { true } else { false } }
}
