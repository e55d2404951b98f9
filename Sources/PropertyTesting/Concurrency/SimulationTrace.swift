/// How a simulated run went, in a form to compare.
public struct SimulationTrace: Equatable, Sendable {
  /// Jobs run.
  public let steps: Int
  /// Moments at which more than one job was ready.
  public let points: Int
  /// Changes from one task to another.
  public let switches: Int
  /// A hash of who ran at each step.
  public let fingerprint: UInt64

  init(_ dispatcher: Dispatcher) {
    steps = dispatcher.steps
    points = dispatcher.points
    switches = max(0, dispatcher.turnsForgotten + dispatcher.turns.count - 1)
    fingerprint = dispatcher.fingerprint
  }
}
