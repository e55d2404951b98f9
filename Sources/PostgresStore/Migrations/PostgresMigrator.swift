/// Brings a database to the schema that the program needs, step by step and each in one transaction.
///
/// Any number of nodes may start at once: one migrates, the others wait and find nothing left to do. A migration isn't
/// stopped by cancelling its task: a step is done wholly or not at all.
public struct PostgresMigrator: Sendable {
  private let url: PostgresURL
  private let steps: [MigrationStep]
  private let afterwards: [String]
  private let limits: MigrationLimits

  /// A migrator that connects as the owner of the schema.
  /// - Parameters:
  ///   - steps: All of them, numbered from 1 without a gap.
  ///   - afterwards: Statements that are carried out at every migration, after the steps and all in one transaction; doing
  ///     them again does nothing.
  public init(
    owner url: PostgresURL, steps: [MigrationStep], afterwards: [String] = [],
    limits: MigrationLimits = MigrationLimits()
  ) {
    precondition(steps.map(\.number) == steps.indices.map { $0 + 1 }, "steps count from 1 without a gap")
    self.url = url
    self.steps = steps
    self.afterwards = afterwards
    self.limits = limits
  }

  /// The steps that `migrate` would carry out. Changes nothing, and waits for nobody.
  public func pending() async throws(MigrationFailure) -> [MigrationStep] {
    let (url, steps, limits) = (url, steps, limits)
    return try await onThreadOfItsOwn { () throws(MigrationFailure) in
      try MigrationRun(url, steps, limits).pending()
    }
  }

  /// Carries out what is pending.
  /// - Returns: The steps that this call applied; none when another node was first.
  @discardableResult
  public func migrate() async throws(MigrationFailure) -> [MigrationStep] {
    let (url, steps, afterwards, limits) = (url, steps, afterwards, limits)
    return try await onThreadOfItsOwn { () throws(MigrationFailure) in
      try MigrationRun(url, steps, limits).migrate(afterwards)
    }
  }

  private func onThreadOfItsOwn(
    _ work: @escaping @Sendable () throws(MigrationFailure) -> [MigrationStep]
  ) async throws(MigrationFailure) -> [MigrationStep] {
    let result = await withCheckedContinuation {
      (answer: CheckedContinuation<Result<[MigrationStep], MigrationFailure>, Never>) in
      let isStarted = NewThread.start {
        do throws(MigrationFailure) {
          answer.resume(returning: .success(try work()))
        } catch {
          answer.resume(returning: .failure(error))
        }
      }
      if !isStarted { answer.resume(returning: .failure(.unreachable("no thread left on this machine"))) }
    }
    return try result.get()
  }
}
