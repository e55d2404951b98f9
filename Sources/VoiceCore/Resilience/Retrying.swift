/// Does something, and does it again while its trouble may pass (property 41).
public struct Retrying: Sendable {
  private let policy: BackOff
  private let time: any TimeSource
  private let chance: Chance

  /// Tries within this policy.
  public init(_ policy: BackOff, time: any TimeSource, chance: Chance) {
    self.policy = policy
    self.time = time
    self.chance = chance
  }

  /// The first success, or the last failure. A cancelled task waits for nothing and tries no more.
  /// - Parameter mayPass: whether another try can help after this failure.
  public func callAsFunction<Outcome, Failure: Error>(
    while mayPass: (Failure) -> Bool, _ body: () async throws(Failure) -> Outcome
  ) async throws(Failure) -> Outcome {
    var retry = Retry(policy, from: time.now())
    while true {
      do throws(Failure) {
        return try await body()
      } catch {
        guard case .wait(let pause) = retry.failed(mayPass: mayPass(error), at: time.now(), chance: chance.next()),
          await rest(pause)
        else { throw error }
      }
    }
  }

  /// `false` when the task is cancelled.
  private func rest(_ pause: Duration) async -> Bool {
    guard pause > .zero else { return !Task.isCancelled }
    do {
      try await time.sleep(for: pause)
      return true
    } catch {
      return false
    }
  }
}
