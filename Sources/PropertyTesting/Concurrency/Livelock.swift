/// The run took more steps than it may and had not ended: tasks keep each other busy, or one waits by yielding for what
/// never comes.
public struct Livelock: Error, Equatable, Sendable, CustomStringConvertible {
  /// The steps taken, `SimulationLimits.maximumSteps`.
  public let steps: Int

  public var description: String { "livelock: not ended after \(steps) steps (SimulationLimits.maximumSteps)" }
}
