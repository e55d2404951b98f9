/// How far a simulated run may go before it is stopped with an error.
public struct SimulationLimits: Equatable, Sendable {
  /// Jobs run before the run counts as a livelock.
  public var maximumSteps: Int
  /// Jobs in a row for one task while others are ready; then the oldest has its turn, so that who waits by yielding in a
  /// loop doesn't wait for ever.
  public var longestTurn: Int
  /// Jobs run to let cancelled tasks end after the body has; what hasn't ended then never will.
  public var maximumClosingSteps: Int
  /// Real milliseconds to wait for jobs from other threads when nothing is ready and nobody waits for anything known.
  public var foreignMilliseconds: Int

  /// The everyday limits, but for what is given.
  public init(
    maximumSteps: Int = 100_000, longestTurn: Int = 100, maximumClosingSteps: Int = 10_000,
    foreignMilliseconds: Int = 20
  ) {
    self.maximumSteps = maximumSteps
    self.longestTurn = longestTurn
    self.maximumClosingSteps = maximumClosingSteps
    self.foreignMilliseconds = foreignMilliseconds
  }
}
