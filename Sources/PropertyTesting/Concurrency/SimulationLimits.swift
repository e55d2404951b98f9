/// How far a simulated run may go before it is stopped with an error.
public struct SimulationLimits: Equatable, Sendable {
  /// Jobs run before the run counts as a livelock.
  public var maximumSteps: Int
  /// Jobs in a row for one task while others are ready; then the oldest has its turn, so that who waits by yielding in a
  /// loop doesn't wait for ever.
  public var longestTurn: Int
  /// Jobs run to let cancelled tasks end after the body has; what hasn't ended then never will.
  public var maximumClosingSteps: Int
  /// Real milliseconds to wait for jobs from other threads when nothing is ready and a task may wait for something unknown.
  /// When all wait for things of the world, that is a deadlock at once, whatever the machine does besides.
  public var foreignMilliseconds: Int
  /// How far simulated time goes. Who sleeps for longer waits for ever, and so may be part of a deadlock.
  public var horizon: Duration

  /// The everyday limits, but for what is given.
  public init(
    maximumSteps: Int = 100_000, longestTurn: Int = 100, maximumClosingSteps: Int = 10_000,
    foreignMilliseconds: Int = 20, horizon: Duration = .seconds(10 * 366 * 86_400)
  ) {
    self.maximumSteps = maximumSteps
    self.longestTurn = longestTurn
    self.maximumClosingSteps = maximumClosingSteps
    self.foreignMilliseconds = foreignMilliseconds
    self.horizon = horizon
  }
}
